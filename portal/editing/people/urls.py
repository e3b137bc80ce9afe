"""Pages of signing in and of one's own account, under /admin/ and before Django's. allauth requires their names.

allauth's pages for signing up, e-mail addresses and passwords by e-mail are left out on purpose.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.generic import RedirectView

from portal.editing.people import invitations, views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/code/", mfa.authenticate, name="mfa_authenticate"),
    path("login/closed/", account.account_inactive, name="account_inactive"),
    path("invitation/<str:key>/<str:token>/", invitations.invitation, name="account_invitation"),
    path("logout/", account.logout, name="account_logout"),
    path("pulse/", views.pulse, name="desk-pulse"),
    path("login/done/", views.signed_in, name="desk-signed-in"),
    path("language/", views.set_language, name="set-language"),
    path("account/", views.account, name="account"),
    path("account/", views.account, name="mfa_index"),
    path("account/sessions/", views.end_sessions, name="account_end_sessions"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("password_change/", RedirectView.as_view(pattern_name="account_change_password")),  # Django's own page
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/factor/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
