"""The policy in words covers every permission and says what the code does."""

from stratcom.accounts.permissions import ROLE_LABELS, ROLE_PERMISSIONS, Permission, Role
from stratcom.team.policy import PERMISSION_LABELS, policy


def test_every_permission_has_words_once():
    assert set(PERMISSION_LABELS) == set(Permission)
    assert sum(len(rights) for _title, rights in policy()) == len(Permission)


def test_screen_says_what_the_policy_grants(browser, admin):
    shown = browser.sign_in(admin).get("/desk/accounts/policy").html
    rows = [row for table in shown.select("table") for row in table.select("tbody tr")]
    for row, permission in zip(rows, PERMISSION_LABELS, strict=True):
        cells = [cell.get_text(strip=True) for cell in row.select("td")[1:]]
        ticked = {role for role, cell in zip(ROLE_LABELS, cells, strict=True) if cell == "✓"}
        granted = {role for role in Role if permission in ROLE_PERMISSIONS[role]}
        assert ticked == granted, permission
