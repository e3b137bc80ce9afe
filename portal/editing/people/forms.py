"""The forms about people: an account, its roles, one's own choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Case, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.editing.people import roles
from portal.editing.people.models import Person


class RoleChoice(forms.ModelMultipleChoiceField):
    """The roles of the site as boxes to tick, in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("queryset", None)
        super().__init__(queryset=Group.objects.none(), required=False, **kwargs)
        places = [When(name=name, then=Value(place)) for place, name in enumerate(roles.names())]
        self.queryset = Group.objects.filter(name__in=roles.names()).order_by(Case(*places, default=Value(99)))

    def label_from_instance(self, group: Group) -> str:
        return capfirst(roles.label(group.name))


class _WithRoles(forms.ModelForm):
    groups = RoleChoice(label=_("Roles"), help_text=_("What this person may do at the desk. Several roles add up."))

    def clean_username(self) -> str:
        """Two accounts whose names differ in capitals alone would be one in people's eyes."""
        name = self.cleaned_data["username"].strip()
        others = get_user_model().objects.filter(username__iexact=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("Another person has this name."))
        return name


class NewPersonForm(_WithRoles, AdminUserCreationForm):
    usable_password = None  # type: ignore[assignment]  # everybody here signs in with one

    class Meta:
        model = get_user_model()
        fields = ("username", "first_name", "last_name", "email", "groups")


class AccountForm(_WithRoles, UserChangeForm):
    class Meta:
        model = get_user_model()
        fields = ("username", "first_name", "last_name", "email", "is_active", "is_superuser", "groups")


class OwnForm(forms.ModelForm):
    """What a person chooses for themself."""

    language = forms.ChoiceField(
        label=_("Language of the desk"),
        required=False,
        choices=lambda: [("", _("As my browser asks")), *settings.LANGUAGES],
    )

    class Meta:
        model = Person
        fields = ("language",)
