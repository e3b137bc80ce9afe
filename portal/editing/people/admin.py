"""Admin pages of accounts and their roles, for administrators."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.editing.people import invitations, roles
from portal.editing.people.acts import Kind
from portal.editing.people.forms import AccountForm, NewPersonForm
from portal.editing.people.models import Person
from portal.editing.subjects import Subject

User = get_user_model()

# Roles are defined in roles.py, not edited; the secret of a second factor is shown to nobody.
for model in (User, Group, EmailAddress, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

OF_THE_ACCOUNT = (Person, Authenticator, EmailAddress)  # deleted with the account; every other reference is history


def appears_in_history(user: Any) -> bool:
    """Whether any record, revision or log entry refers to `user` as its author."""
    relations = (row for row in User._meta.related_objects if row.related_model not in OF_THE_ACCOUNT)
    return any(row.related_model._base_manager.filter(**{row.field.name: user}).exists() for row in relations)


def is_above(user: Any, other: Any) -> bool:
    """Whether `other` is a superuser and `user` is not, who then may not change that account."""
    return other is not None and other.is_superuser and not user.is_superuser


class RoleFilter(admin.SimpleListFilter):
    """Filters accounts by role; the roles are shown in the reader's language."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, capfirst(roles.label(name))) for name in roles.names()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts: changing one asks for the administrator's password again after a while."""

    subject = Subject.PEOPLE
    purpose = _("Who works at the desk, and with which role")
    kind = Kind.ACCOUNT
    form = AccountForm
    add_form = NewPersonForm
    list_display = ("username", "full_name", "which_roles", "is_active", "has_factor", "last_login")
    list_filter = (RoleFilter, "is_active")
    ordering = ("username",)
    readonly_fields = ("last_login", "date_joined", "has_factor")
    filter_horizontal = ()
    actions = ("invite", "forget_factor")
    fieldsets = (
        (None, {"fields": ("username",)}),
        (_("Who it is"), {"fields": ("first_name", "last_name", "email")}),
        (_("What they may do"), {"fields": ("is_active", "groups", "is_superuser")}),
        (_("Signing in"), {"fields": ("has_factor", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username",)}),
        (_("Who it is"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("What they may do"), {"fields": ("groups",)}),
    )

    # --- lists --------------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return super().get_queryset(request).prefetch_related("groups").annotate(factor=Exists(factor))

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: Any) -> str:
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def which_roles(self, user: Any) -> str:
        return capfirst(", ".join(roles.label(group.name) for group in user.groups.all()))

    @admin.display(description=_("second factor"), boolean=True)
    def has_factor(self, user: Any) -> bool:
        return bool(getattr(user, "factor", False))

    # --- who may touch whom -------------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_above(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the account may be deleted: not one's own, nor one in the history, which is closed instead."""
        if obj is not None and (obj == request.user or is_above(request.user, obj) or appears_in_history(obj)):
            return False
        return super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        if obj == request.user:  # nobody gives themself a power, nor locks themself out
            return (*fields, "is_active", "is_superuser", "groups")
        return fields

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return found
        return [
            (title, {**options, "fields": tuple(name for name in options["fields"] if name != "is_superuser")})
            for title, options in found
        ]

    # --- what is done -------------------------------------------------------------------------------------------------

    def _again(self, request: HttpRequest) -> HttpResponse | None:
        """A redirect to the page that asks for the password, when that was given too long ago; else None."""
        if not is_reauthentication_required(request, app="allauth.mfa"):
            return None
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")

    def get_urls(self) -> list[Any]:
        """Django's pages but the one that gives somebody a password: people choose their own, by a link."""
        return [each for each in super().get_urls() if each.name != "auth_user_password_change"]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._again(request) or super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.is_staff = True  # an account here is one of the desk; what it opens, its roles say
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            language = form.cleaned_data.get("language", "")
            Person.objects.update_or_create(user=obj, defaults={"language": language})
            invitations.invite(request, obj)

    def get_actions(self, request: HttpRequest) -> Any:
        found = super().get_actions(request)
        if not roles.may_manage_people(request.user):
            found.pop("forget_factor", None)
            found.pop("invite", None)
        return found

    @admin.action(description=_("Make a link to choose a password (a new or a forgotten one)"))
    def invite(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if again := self._again(request):
            return again
        for user in queryset:
            if not is_above(request.user, user) and user != request.user and user.is_active:
                invitations.invite(request, user)
        return None

    @admin.action(description=_("Remove the second factor (a lost telephone)"))
    def forget_factor(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if again := self._again(request):
            return again
        people = [user for user in queryset if not is_above(request.user, user) and user != request.user]
        for user in people:
            Authenticator.objects.filter(user=user).delete()
            Person.objects.end_sessions(user)
            self.log_change(request, user, [{"changed": {"fields": ["second factor"]}}])
        message = ngettext(
            "%(n)s person sets up a new second factor at the next sign-in.",
            "%(n)s people set up a new second factor at their next sign-in.",
            len(people),
        )
        messages.success(request, message % {"n": len(people)})
        return None
