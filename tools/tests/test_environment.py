"""The environment: no Odoo is needed in the process; the last tests call the commands."""
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.commands import demo, pictures, testing
from tools.environment import addon, archive, console, odoo, paths, postgres, stamps, venv
from tools.environment.database import LOUD, Recipe, check_log

BIN = paths.REPO / "bin"
ARCHIVE = """\
'http://mirror.example/debian-security/dists/x-security/main/binary-amd64/Packages.xz' a 0
'http://mirror.example/debian/dists/x/InRelease' b 0
'http://mirror.example/debian/dists/x/contrib/binary-amd64/Packages.xz' c 0
'http://mirror.example/debian/dists/x/main/binary-amd64/Packages.xz' d 0
"""


def refused(call, *arguments):
    """The one line that a call refuses with."""
    with pytest.raises(console.Refusal) as caught:
        call(*arguments)
    text = str(caught.value)
    assert text and "\n" not in text
    return text


def an_odoo(home, version="(19, 0, 0, FINAL, 0, '')", addons="addons"):
    """A folder that looks like an Odoo."""
    (home / "odoo").mkdir(parents=True)
    (home / "odoo/release.py").write_text(f"version_info = {version}\n")
    (home / addons / "web").mkdir(parents=True)
    (home / addons / "web/__manifest__.py").write_text("{}")
    return home


# === The archive === #

def test_the_tried_build_is_taken_without_a_word():
    assert archive.check_version(archive.TRIED) is None


@pytest.mark.parametrize("version", ["19.0.0+dfsg-2", "19.0.1-1", "19.0.20260101+dfsg-1"])
def test_another_build_of_the_series_is_taken_with_a_notice(version):
    remark = archive.check_version(version)
    assert version in remark and archive.TRIED in remark and "\n" not in remark


@pytest.mark.parametrize("version", ["19.1.0-1", "19.01-1", "18.0.0-1", "20.0.0-1", "190.0-1"])
def test_another_series_is_refused(version):
    assert version in refused(archive.check_version, version)


def test_a_missing_package_is_named():
    assert "odoo-19" in refused(archive.check_version, None)


def test_a_refused_fetch_names_the_way_out(tmp_path, monkeypatch):
    def refuse():
        raise console.Refusal("it is not served")

    monkeypatch.setattr(archive, "LOCAL", tmp_path)
    monkeypatch.setattr(archive, "check_tools", refuse)
    text = refused(archive.fetch, tmp_path / "odoo")
    assert "it is not served" in text and "ODOO_HOME" in text
    assert not (tmp_path / "odoo").exists()


def test_the_main_archive_is_picked_from_what_the_host_uses():
    assert archive.archive_uri(ARCHIVE) == "http://mirror.example/debian"
    assert archive.archive_uri("") is None


def test_missing_keys_are_named(tmp_path):
    assert "debian-archive-keyring" in refused(archive.keyring, tmp_path)
    (tmp_path / "debian-archive-keyring.gpg").touch()
    assert archive.keyring(tmp_path).name == "debian-archive-keyring.gpg"


def test_what_apt_refused_is_told_in_one_line():
    output = "Get:1 x\nE: Unable to locate package nosuch\nE: more\n"
    assert archive.first_error(output) == "Unable to locate package nosuch"
    assert archive.first_error("") == "no reason given"


# === ODOO_HOME === #

def test_a_checkout_is_taken(tmp_path):
    home = an_odoo(tmp_path)
    (home / "odoo/addons").mkdir()
    found = odoo.find({"ODOO_HOME": str(home)})
    assert found.parent == home and found.version == "19.0.0"
    assert found.addons == (home / "addons", home / "odoo/addons")


def test_an_install_is_taken(tmp_path):
    home = an_odoo(tmp_path, addons="odoo/addons")
    assert odoo.from_home(home).addons == (home / "odoo/addons",)


def test_an_install_among_other_packages_is_linked(tmp_path):
    home = an_odoo(tmp_path / "dist-packages", addons="odoo/addons")
    found = odoo.alone(odoo.from_home(home), tmp_path / "link")
    assert found.parent == tmp_path / "link"
    assert found.root.resolve() == home / "odoo"
    assert odoo.alone(odoo.from_home(home), tmp_path / "link") == found


@pytest.mark.parametrize("version", ["(18, 0, 0, FINAL, 0, '')", "('saas~19', 1, 0, FINAL)"])
def test_an_odoo_of_another_series_is_refused(tmp_path, version):
    assert "needs 19.0" in refused(odoo.from_home, an_odoo(tmp_path, version))


def test_a_folder_without_odoo_is_refused(tmp_path):
    assert "no such folder" in refused(odoo.from_home, tmp_path / "nowhere")
    assert "odoo/release.py is missing" in refused(odoo.from_home, tmp_path)


def test_an_odoo_without_addons_is_refused(tmp_path):
    an_odoo(tmp_path, addons="elsewhere")
    assert "no addons there" in refused(odoo.from_home, tmp_path)


# === PostgreSQL === #

@pytest.mark.parametrize("name", postgres.OWN)
def test_any_of_the_four_variables_names_a_server_of_ones_own(name):
    assert postgres.is_own({name: "x"})
    assert not postgres.is_own({name: ""})
    assert not postgres.is_own({"PGDATABASE": "x"})


def test_an_ordinary_role_is_taken():
    assert postgres.check_role("odoo", "f", "t", "150004") is None


@pytest.mark.parametrize("role, words", [
    (("boss", "t", "t", "150004"), "superuser"),
    (("postgres", "f", "t", "150004"), "superuser"),
    (("poor", "f", "f", "150004"), 'ALTER ROLE "poor" CREATEDB'),
    (("odoo", "f", "t", "120019"), "13 or newer"),
])
def test_a_role_or_server_that_does_not_fit_is_refused(role, words):
    assert words in refused(postgres.check_role, *role)


def test_a_socket_path_that_is_too_long_moves_to_a_short_folder(tmp_path):
    short, long = Path("/srv/x/.local/pg"), Path("/srv", "x" * 100, ".local/pg")
    assert postgres.socket_folder(short) == short
    moved = postgres.socket_folder(long)
    assert moved != long and postgres.socket_folder(long) == moved
    for deep in (tmp_path, Path("/", "t" * 100)):
        found = postgres.socket_folder(long, deep)
        assert len(os.fsencode(found / postgres.SOCKET)) <= postgres.SOCKET_LIMIT


def test_a_longest_path_still_fits():
    just = Path("/" + "x" * (postgres.SOCKET_LIMIT - len(postgres.SOCKET) - 2))
    assert postgres.socket_folder(just) == just
    assert postgres.socket_folder(just.with_name(just.name + "x")) != just


# === Python, stamps, words === #

@pytest.mark.parametrize("version", [(3, 9, 2), (3, 14, 0), (2, 7, 18)])
def test_a_python_that_odoo_does_not_run_on_is_refused(version):
    assert "3.13" in refused(venv.check_python, version)


def requirements(name):
    """The lines of a file of requirements: (package, the rest)."""
    lines = (paths.REPO / name).read_text().splitlines()
    return [re.match(r"([\w.-]+)(.*)", line).groups() for line in lines
            if line and not line.startswith("#")]


def canonical(package):
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", package).lower()


def test_the_lock_pins_every_package():
    assert all(rest.startswith("==") for _package, rest in requirements("tools/requirements.lock"))


def test_the_addon_asks_hosts_for_its_own_packages_with_lower_bounds():
    wanted = requirements("requirements.txt")
    assert all(rest.startswith(">=") for _package, rest in wanted)
    named = set(addon.manifest()["external_dependencies"]["python"])
    # what Odoo itself requires is named by the manifest alone, which installs nothing
    assert named - {package for package, _rest in wanted} == {"python-stdnum", "vobject"}


def test_the_lock_holds_what_the_addon_asks_for():
    locked = {canonical(package) for package, _rest in requirements("tools/requirements.lock")}
    assert {canonical(package) for package, _rest in requirements("requirements.txt")} <= locked


def test_pip_goes_on_where_uv_cannot(monkeypatch, capsys):
    calls = []

    def logged(what, command, *_arguments, **_options):
        calls.append(what)
        if what == "uv":
            raise console.Failure("uv failed")

    monkeypatch.setattr(venv, "logged", logged)
    venv.install()
    assert calls == ["pip install", "uv", "pip install"]
    assert "pip goes on" in capsys.readouterr().err


def test_uv_asks_the_index_that_pip_is_told_to_ask():
    found = venv.uv_environ({"PIP_INDEX_URL": "https://mirror.example/simple"})
    assert found["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    told = {"UV_DEFAULT_INDEX": "a", "PIP_INDEX_URL": "b"}
    assert venv.uv_environ(told)["UV_DEFAULT_INDEX"] == "a"


def test_a_step_counts_as_done_only_after_its_stamp(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "STAMPS", tmp_path)
    assert not stamps.fresh("step", "a")
    stamps.put("step", "a")
    assert stamps.fresh("step", "a") and not stamps.fresh("step", "b")
    stamps.clear("step")
    assert not stamps.fresh("step", "a")


def test_the_hash_tells_its_parts_apart():
    assert stamps.digest("ab", "c") != stamps.digest("a", "bc")


def test_the_home_is_the_repository_unless_it_is_named(tmp_path):
    assert paths.home({}) == paths.REPO
    assert paths.home({"PRIVACY_HOME": str(tmp_path)}) == tmp_path.resolve()


def test_a_refusal_is_one_line_and_an_exit_code(capsys):
    def refuse():
        raise console.Refusal("nothing\n   there")

    with pytest.raises(SystemExit) as caught:
        console.main(refuse)
    assert caught.value.code == 2
    assert capsys.readouterr().err.endswith(": nothing there\n")


def test_a_failed_step_shows_the_end_of_its_log(tmp_path, capsys):
    log = tmp_path / "x.log"
    script = "print(*range(30), sep='\\n'); raise SystemExit(3)"
    text = refused(console.logged, "the step", [sys.executable, "-c", script], log)
    assert "exit code 3" in text and str(log) in text
    shown = capsys.readouterr().err.split()
    assert shown == [str(number) for number in range(10, 30)]


# === bin/test === #

def test_options_that_are_not_ours_go_to_pytest():
    ours, rest = testing.parse(["--only", "min", "-k", "clocks", "-x"])
    assert ours.only == "min" and rest == ["-k", "clocks", "-x"]


def test_a_file_of_tests_is_told_from_an_option(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_a.py").touch()
    options = ["-k", "clocks", "tests/test_a.py::TestA"]
    assert testing.split_paths(options, tmp_path) == (
        ["tests/test_a.py::TestA"], ["-k", "clocks"])


def test_counts_and_skips_are_read_from_the_report(tmp_path):
    report = tmp_path / "r.xml"
    report.write_text(
        '<testsuites><testsuite><testcase classname="a.B" name="c"/>'
        '<testcase classname="a.B" name="d"><failure message="1 != 2&#10;more"/></testcase>'
        '<testcase classname="a.B" name="e"><skipped message="why"/></testcase>'
        '</testsuite></testsuites>')
    result = testing.read_report("min", 1, report)
    assert result.line() == "min: 1 passed, 1 failed, 1 skipped"
    assert result.skipped == ("B.e: why",)
    assert result.failures == ("B.d: 1 != 2",)


def test_the_demo_has_the_languages_of_its_pictures_and_begins_in_english():
    assert demo.RECIPE.languages[0] == "en_US"
    assert set(demo.RECIPE.languages) == set(pictures.LANGUAGES.values())


def test_the_files_of_a_lane_are_there():
    for name in (*testing.WIDEST, *testing.ALONE, *testing.TOGETHER):
        assert any((paths.REPO / "tests").rglob(name)), name


def test_the_summary_names_what_failed(capsys):
    assert testing.summary([testing.Result("min", 1, 1, 1, failures=("B.d: 1 != 2",))]) == 1
    assert "FAILED in min: B.d: 1 != 2\n" in capsys.readouterr().out


def test_a_run_without_any_test_fails():
    assert "no test" in refused(testing.summary, [testing.Result("min", 0)])


def test_a_loud_installation_is_refused(tmp_path):
    log = tmp_path / "x.log"
    log.write_text("2026-01-01 10:00:00,000 1 INFO db odoo: fine\n<string>:1: (WARNING/2) x\n")
    check_log(log)
    loud = "2026-01-01 10:00:00,000 1 WARNING db odoo.registry: a field without a label"
    log.write_text(loud)
    assert LOUD.match(loud) and "without a label" in refused(check_log, log)


def test_a_recipe_holds_the_addons_own_dependencies():
    assert {"base", "crm"} <= {*Recipe("x", ("crm",)).all_modules(), "base"}
    assert Recipe("x", ()).options() == () and Recipe("x", (), demo=True).options()


# === The commands themselves === #

def call(command, *arguments, **variables):
    """Run a command with a changed environment."""
    environ = {key: value for key, value in os.environ.items() if key not in postgres.OWN}
    return subprocess.run([BIN / command, *arguments], env={**environ, **variables}, check=False,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)


def embedded():
    """The embedded server's variables, as if it were the person's own."""
    names = ("PGHOST", "PGPORT", "PGUSER")
    if not os.environ.get("TOOLS_PGHOST"):
        pytest.skip("the embedded PostgreSQL is not in use")
    return {name: os.environ[f"TOOLS_{name}"] for name in names}


def test_odoo_home_is_used_for_real():
    done = call("odoo", "--version", ODOO_HOME=os.environ["TOOLS_ODOO"])
    assert done.returncode == 0 and done.stdout.startswith("Odoo Server 19.0")


def test_a_wrong_odoo_home_is_one_line(tmp_path):
    done = call("odoo", "--version", ODOO_HOME=str(tmp_path))
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert done.stderr.startswith("bin/odoo: ODOO_HOME=")


def test_a_server_of_ones_own_is_used_for_real():
    done = call("psql", "-Atc", "SELECT current_user", **embedded())
    assert (done.returncode, done.stdout) == (0, "odoo\n")


def test_a_superuser_of_ones_own_server_is_refused_for_real():
    done = call("psql", "-Atc", "SELECT 1", **{**embedded(), "PGUSER": "postgres"})
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "superuser" in done.stderr


def test_a_server_that_does_not_answer_is_one_line(tmp_path):
    done = call("psql", "-Atc", "SELECT 1", PGHOST=str(tmp_path))
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "does not answer" in done.stderr
