"""Words of Django's own catalogue that French says better; our catalogues are asked before Django's.

"Ajout de utilisateur" comes from a phrase that names no article: ours go round it. Nothing here is called; the strings
stand here to be collected.
"""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Add %s"),
    gettext_noop("Add %(name)s"),
    gettext_noop("Change %s"),
    gettext_noop("View %s"),
    gettext_noop("Select %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
    gettext_noop("Change"),
    gettext_noop("None available"),
    gettext_noop("Recent actions"),
    gettext_noop("My actions"),
    gettext_noop("user"),
    gettext_noop("users"),
    gettext_noop("Username"),
    gettext_noop("Authentication and Authorization"),
    gettext_noop("Save and add another"),
    gettext_noop("Save and continue editing"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
)
