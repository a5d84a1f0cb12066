from django.urls import path

from accounts.views import first_admin, passwords, personal_data, profile, sign_in, sign_up

app_name = "accounts"

urlpatterns = [
    path("", profile.ProfileView.as_view(), name="home"),
    path("menu/", profile.menu, name="menu"),
    path("login/", sign_in.SignInView.as_view(), name="login"),
    path("logout/", sign_in.SignOutView.as_view(), name="logout"),
    path("signup/", sign_up.SignUpView.as_view(), name="signup"),
    path("signup/sent/", sign_up.SignUpSentView.as_view(), name="signup_sent"),
    path("confirm/<str:token>/", sign_up.ConfirmView.as_view(), name="confirm"),
    path("first/<str:token>/", first_admin.FirstAdminView.as_view(), name="first_admin"),
    path("data/", personal_data.own_data, name="personal_data"),
    path("data/download/", personal_data.own_data_download, name="personal_data_download"),
    path("password/", passwords.ChangeView.as_view(), name="password_change"),
    path("password/reset/", passwords.ResetView.as_view(), name="password_reset"),
    path("password/reset/sent/", passwords.ResetSentView.as_view(), name="password_reset_done"),
    path("password/reset/done/", passwords.ResetCompleteView.as_view(), name="password_reset_complete"),
    path("password/reset/<uidb64>/<token>/", passwords.ResetConfirmView.as_view(), name="password_reset_confirm"),
]
