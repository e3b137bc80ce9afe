"""Forms for accounts: creating and changing one, its roles, a person's own preferences."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Case, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.editing.people import roles
from portal.editing.people.models import Mail, Person


class RoleChoice(forms.ModelMultipleChoiceField):
    """A field with the roles of the site as checkboxes, labelled in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("queryset", None)
        super().__init__(queryset=Group.objects.none(), required=False, **kwargs)
        places = [When(name=name, then=Value(place)) for place, name in enumerate(roles.names())]
        self.queryset = Group.objects.filter(name__in=roles.names()).order_by(Case(*places, default=Value(99)))

    def label_from_instance(self, group: Group) -> str:
        return f"{capfirst(roles.label(group.name))}: {roles.explained(group.name)}"


class _WithRoles(forms.ModelForm):
    """Base of the account forms: roles, and user names that differ in more than capitals."""

    groups = RoleChoice(label=_("Roles"), help_text=_("What this person may do at the desk. Several roles add up."))

    def clean_username(self) -> str:
        """Returns the stripped user name; raises ValidationError if another account has it, capitals ignored."""
        name = self.cleaned_data["username"].strip()
        others = get_user_model().objects.filter(username__iexact=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("Another person has this name."))
        return name


class NewPersonForm(_WithRoles):
    """The form that creates an account, without a password: the person chooses one by a link."""

    language = forms.ChoiceField(
        label=_("Language of the desk"),
        required=False,
        choices=lambda: [("", _("As their browser asks")), *settings.LANGUAGES],
    )

    class Meta:
        model = get_user_model()
        fields = ("username", "first_name", "last_name", "email", "groups")


class AccountForm(_WithRoles, UserChangeForm):
    """The form that changes an account."""

    class Meta:
        model = get_user_model()
        fields = ("username", "first_name", "last_name", "email", "is_active", "is_superuser", "groups")


class OwnForm(forms.ModelForm):
    """The preferences that a person sets for themself."""

    language = forms.ChoiceField(
        label=_("Language of the desk"),
        required=False,
        choices=lambda: [("", _("As my browser asks")), *settings.LANGUAGES],
    )

    mail = forms.ChoiceField(
        label=_("Tell me by e-mail what waits for me"), choices=Mail.choices, required=False, initial=Mail.NEVER
    )

    class Meta:
        model = Person
        fields = ("language", "mail")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mail"]
        if not settings.EMAIL_HOST:
            field.disabled, field.help_text = True, _("This site sends no e-mail: what waits is on the first page.")
        elif not self.instance.user.email:
            field.disabled, field.help_text = True, _("An administrator writes your address into your account first.")

    def clean_mail(self) -> str:
        return self.cleaned_data["mail"] or Mail.NEVER
