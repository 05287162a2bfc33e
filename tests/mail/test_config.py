"""Where letters go and in whose name, out of the environment."""

import pytest

from stratcom.config import ConfigError, MailServer, load_config, read_mail_server, read_sender
from stratcom.mail.addresses import sender

SECRET = "a-secret-that-is-long-enough-for-anyone"


def env(**values):
    return {"STRATCOM_SECRET_KEY": SECRET} | {f"STRATCOM_{key}": one for key, one in values.items()}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.ge", MailServer("mail.example.ge", 25, "auto")),
        ("smtp://127.0.0.1:1025/", MailServer("127.0.0.1", 1025, "auto")),
        ("smtp://[::1]:1025", MailServer("::1", 1025, "auto")),
        ("smtps://mail.example.ge", MailServer("mail.example.ge", 465, "tls")),
        ("smtp://mail.example.ge?starttls=never", MailServer("mail.example.ge", 25, "none")),
        (
            "smtp://u:p@mail.example.ge:587",
            MailServer("mail.example.ge", 587, "starttls", "u", "p"),
        ),
        ("smtp://u:p@localhost", MailServer("localhost", 25, "auto", "u", "p")),
        (
            "smtps://nino%40example.ge:p%3A%2F%40@mail.example.ge",
            MailServer("mail.example.ge", 465, "tls", "nino@example.ge", "p:/@"),
        ),
    ],
)
def test_addresses_of_mail_servers(url, expected):
    assert read_mail_server(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.ge",
        "http://mail.example.ge",
        "smtp://",
        "smtp://mail.example.ge:port",
        "smtp://mail.example.ge:0",
        "smtp://mail.example.ge:99999",
        "smtp://mail.example.ge/path",
        "smtp://mail.example.ge?starttls=perhaps",
        "smtp://mail.example.ge?tls=1",
        "smtp://very-secret@mail.example.ge",
        "smtp://nino:very-secret@mail.example.ge:x",
        "smtp://ნინო:very-secret@mail.example.ge",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(url):
    with pytest.raises(ConfigError) as refused:
        load_config(env(SMTP_URL=url, MAIL_FROM="a@example.ge"))
    assert "STRATCOM_SMTP_URL" in str(refused.value)
    assert "very-secret" not in str(refused.value)


def test_the_password_is_not_shown():
    assert "very-secret" not in repr(read_mail_server("smtp://u:very-secret@mail.example.ge"))


def test_who_sends():
    assert str(read_sender("stratcom@example.ge")) == "stratcom@example.ge"
    named = read_sender("სტრატკომი <stratcom@example.ge>")
    assert (named.display_name, named.addr_spec) == ("სტრატკომი", "stratcom@example.ge")
    assert read_sender('"A, B" <a@example.ge>').display_name == "A, B"
    unset = sender({"MAIL_FROM": "", "BASE_URL": "https://stratcom.example.ge"})
    assert unset.addr_spec == "stratcom@stratcom.example.ge"


@pytest.mark.parametrize(
    "text", ["nobody", "a b@example.ge", "x <a@b> y", "a@b\nBcc: c@d", "<>", "ნინო@example.ge"]
)
def test_who_cannot_send(text):
    with pytest.raises(ConfigError, match="STRATCOM_MAIL_FROM"):
        load_config(env(MAIL_FROM=text))


def test_production_names_its_sender():
    with pytest.raises(ConfigError, match="STRATCOM_MAIL_FROM"):
        load_config(env(SMTP_URL="smtp://mail.example.ge"))
    made = load_config(env(SMTP_URL="smtp://mail.example.ge", MAIL_FROM="a@example.ge"))
    assert (made["SMTP_URL"], made["MAIL_FROM"]) == ("smtp://mail.example.ge", "a@example.ge")
    assert load_config(env(ENV="development", SMTP_URL="smtp://127.0.0.1:1025"))["MAIL_FROM"] == ""
