"""Strings of Django's admin that our French catalogue translates anew; our catalogues take precedence over Django's.

Django's French speaks of "objets", and of "Ajout de utilisateur" where an article is missing. Nothing here is called:
the strings are listed so that `makemessages` collects them.
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
    gettext_noop("Add another %(verbose_name)s"),
    gettext_noop("Add another %(model)s"),
    gettext_noop("Change selected %(model)s"),
    gettext_noop("View selected %(model)s"),
    gettext_noop("The {name} “{obj}” was added successfully."),
    gettext_noop("The {name} “{obj}” was added successfully. You may add another {name} below."),
    gettext_noop("The {name} “{obj}” was changed successfully."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may edit it again below."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    gettext_noop("The %(name)s “%(obj)s” was deleted successfully."),
    gettext_noop("You may edit it again below."),
    gettext_noop("Select all objects on this page for an action"),
    gettext_noop("Select this object for an action - {}"),
    gettext_noop("Click here to select the objects across all pages"),
    gettext_noop("%(model_name)s with this %(field_label)s already exists."),
    gettext_noop("Objects"),
    gettext_noop("Recover deleted %(name)s"),
    gettext_noop("Recover %(name)s"),
    gettext_noop("Choose a date from the list below to recover a deleted version of an object."),
    gettext_noop("There are no deleted objects to recover."),
    gettext_noop("Press the save button below to recover this version of the object."),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
)
