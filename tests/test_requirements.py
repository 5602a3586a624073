"""What the portal needs from others is asked for by name, and pinned down to the file."""

import ast
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PINNED = re.compile(r'([a-z0-9][a-z0-9-]*)==(\S+)(?: ; (.+))? \\')
HASH = re.compile(r'    --hash=sha256:[0-9a-f]{64}( \\)?')
# Django imports it, where the address of the database is that of a PostgreSQL.
NOT_NAMED_IN_CODE = {'psycopg'}


def asked_for(path):
    """{name: Requirement} of the requirements file at `path`, and of the one it goes on from."""
    found = {}
    for line in path.read_text().splitlines():
        if line.startswith('-r '):
            found |= asked_for(path.parent / line.removeprefix('-r '))
        else:
            requirement = Requirement(line)
            found[canonicalize_name(requirement.name)] = requirement
    return found


def locked(path):
    """{name: (version, number of hashes)} of the lock at `path`. Fails on a line that says anything else."""
    found, name = {}, None
    for line in path.read_text().splitlines():
        if match := PINNED.fullmatch(line):
            name = match[1]
            assert name not in found
            found[name] = (match[2], 0)
        elif HASH.fullmatch(line):
            version, count = found[name]
            found[name] = (version, count + 1)
        else:
            assert line.startswith('#'), f'{path}: what is neither a version nor a hash: {line}'
    return found


def needed(requirements):
    """{name: installed version} of `requirements`, and of all that they need in turn on this machine."""
    found, waiting = {}, list(requirements)
    while waiting:
        requirement = waiting.pop()
        distribution = metadata.distribution(requirement.name)
        found[canonicalize_name(requirement.name)] = distribution.version
        for one in map(Requirement, distribution.requires or ()):
            extras = requirement.extras or {''}
            is_wanted = one.marker is None or any(one.marker.evaluate({'extra': extra}) for extra in extras)
            if is_wanted and canonicalize_name(one.name) not in found:
                waiting.append(one)
    return found


# The window around WebKit, which pip cannot bring (tests/browser/needs.py).
FROM_THE_DISTRIBUTION = {'gi'}


def imported_by(paths):
    """The names of the packages that are not Python's own and not ours, and that the files at `paths` import.

    What is imported for the type checker alone is left out.
    """
    names = set()
    for path in paths:
        text = re.sub(r'^if TYPE_CHECKING:\n(    .*\n)+', '', path.read_text(), flags=re.MULTILINE)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition('.')[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module.partition('.')[0])
    ours = {path.name for path in Path().iterdir() if (path / '__init__.py').exists()}
    return names - ours - sys.stdlib_module_names - FROM_THE_DISTRIBUTION


def code(of_tests):
    folders = [path.parent for path in Path().glob('*/__init__.py') if (path.parent.name == 'tests') == of_tests]
    paths = [path for folder in folders for path in folder.rglob('*.py')]
    assert len(paths) > 40
    return paths


@pytest.mark.parametrize('of_tests', [False, True])
def test_what_is_imported_is_asked_for(of_tests):
    asked = asked_for(Path('tests/requirements.txt' if of_tests else 'requirements.txt'))
    imported = imported_by(code(of_tests))

    distributions = metadata.packages_distributions()
    assert {'PIL', 'django'} <= imported
    assert [name for name in imported if canonicalize_name(distributions[name][0]) not in asked] == []


def test_production_asks_for_nothing_that_only_tests_use():
    text = '\n'.join(path.read_text() for path in code(of_tests=False))

    modules = {}
    for module, distributions in metadata.packages_distributions().items():
        for distribution in distributions:
            modules.setdefault(canonicalize_name(distribution), []).append(module)
    unused = [
        name
        for name in asked_for(Path('requirements.txt'))
        if not any(re.search(rf'\b{module}\b', text) for module in modules[name])
    ]
    assert set(unused) == NOT_NAMED_IN_CODE


@pytest.mark.parametrize('name', ['requirements', 'tests/requirements'])
def test_lock_holds_what_is_asked_for_and_all_that_needs(name):
    asked, lock = asked_for(Path(f'{name}.txt')), locked(Path(f'{name}.lock'))

    versions = {package: version for package, (version, _count) in lock.items()}
    stale = [package for package, one in asked.items() if str(one.specifier) != f'=={versions.get(package)}']
    assert stale == [], f'{name}.lock is not made from {name}.txt as it is: make lock'
    installed = needed(asked.values())
    assert len(installed) > len(asked)
    lacking = {package: version for package, version in installed.items() if version != versions.get(package)}
    assert lacking == {}, f'{name}.lock does not hold what is installed here: make lock, or install from it'
    assert [package for package, (_version, count) in lock.items() if not count] == []


def test_tests_run_on_what_production_has():
    production, tests = locked(Path('requirements.lock')), locked(Path('tests/requirements.lock'))

    assert {package: pinned for package, pinned in tests.items() if package in production} == production
