"""Words with a fixed list of values: under which licence a file is shown, and in which format an image is kept."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.core import licence


class Licence(TextChoices):
    """What readers may do with an image or a document."""

    OPEN = "open", licence.NAME
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    CC0 = "cc0", "CC0 1.0"
    PUBLIC_DOMAIN = "public-domain", _("public domain")
    PERMISSION = "permission", _("all rights reserved, shown by permission")

    @property
    def address(self) -> str:
        """Where its text is; "" for what has none."""
        return {
            Licence.OPEN: licence.URL,
            Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
            Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
            Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
        }.get(self, "")


class Format(TextChoices):
    """The format beside WebP, for browsers and programs that do not read that."""

    JPEG = "jpg", "JPEG"
    PNG = "png", "PNG"
