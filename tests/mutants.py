"""Run by `make mutants`: each fault listed in `mutants.txt`, made in a copy of the tree, has to make a test fail.

    make mutants                       all of them
    make mutants ARGS=plan.py          those in the files whose path holds this

Ends with 1 when a fault got past the tests named for it, or could not be made: then the list is to be mended, because a
fault that is not made proves nothing. The list is written by hand. Tools that make every fault they can think of, make
thousands of these files, and most say nothing about what the house is for.
"""

import compileall
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from queue import SimpleQueue
from textwrap import dedent, indent

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / 'tests' / 'mutants.txt'
NOT_COPIED = shutil.ignore_patterns('.git', '.venv', 'var', '__pycache__', '.hypothesis', '.pytest_cache')
AT_ONCE = 2
# The slowest of the files named takes half a minute: a fault that makes them go on for this long is no fault to list.
TIMEOUT = 600
KILLED, SURVIVED, NOT_MADE = 'killed', 'SURVIVED', 'NOT MADE'


class NotMade(ValueError):
    """The fault cannot be made where the list says; the text says why."""


@dataclass(frozen=True)
class Mutant:
    """A fault: what it `breaks`, in which `file`, which lines become which, and the test files that are to see it."""

    file: str
    tests: tuple[str, ...]
    breaks: str
    before: str
    after: str

    def made_in(self, source: str) -> str:
        """`source` with the fault in it. Raises NotMade unless there is one place for it, and Python can read it."""
        lines = source.split('\n')
        length = self.before.count('\n') + 1
        places = [at for at in range(len(lines)) if dedent('\n'.join(lines[at : at + length])) == self.before]
        if len(places) != 1:
            raise NotMade(f'stands in {len(places)} places' if places else 'is not there')
        at = places[0]
        margin = re.match(' *', lines[at])[0]
        mutated = '\n'.join([*lines[:at], indent(self.after, margin), *lines[at + length :]])
        try:
            compile(mutated, self.file, 'exec')
        except SyntaxError as error:
            raise NotMade(f'is no Python: {error}') from None
        return mutated


def parse(text: str) -> list[Mutant]:
    """The faults in a list of the shape of `mutants.txt`. Raises ValueError for a paragraph that is none."""
    mutants, file, tests = [], None, ()
    for paragraph in re.split(r'\n{2,}', text.partition('\n\n\n')[2].strip()):
        if heading := re.fullmatch(r'== (\S+): (.+)', paragraph):
            file, tests = heading[1], tuple(f'tests/{name}.py' for name in heading[2].split())
            continue
        breaks, *lines = paragraph.split('\n')
        before, after = ([line[2:] for line in lines if line[:2] in (f'{sign} ', '  ')] for sign in '-+')
        if not before or before == after or any(line[:2] not in ('- ', '+ ', '  ') for line in lines):
            raise ValueError(f'mutants.txt: not a fault:\n{paragraph}')
        mutants.append(Mutant(file, tests, breaks, dedent('\n'.join(before)), dedent('\n'.join(after))))
    return mutants


class Trees:
    """Copies of the tree, lent out to one at a time each."""

    def __init__(self, folder):
        self.free = SimpleQueue()
        for number in range(AT_ONCE):
            tree = Path(folder) / str(number) / 'tree'
            shutil.copytree(ROOT, tree, ignore=NOT_COPIED)
            # By what is in a file, not by when it was written: one fault is as long as another, and made as fast.
            compileall.compile_dir(tree, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
            self.free.put(tree)

    @contextmanager
    def one(self):
        tree = self.free.get()
        try:
            yield tree
        finally:
            self.free.put(tree)


def run_tests(tree: Path, tests: Sequence[str]) -> str:
    """The first of the test files `tests` that fails in `tree`, as pytest names it; '' when none does.

    Raises NotMade when they cannot be run to the end.
    """
    command = [sys.executable, '-B', '-m', 'pytest', '-o', 'addopts=', '-x', '-q', '-rfE', '--tb=no', *tests]
    options = ['-p', 'no:cacheprovider', f'--basetemp={tree.parent / "temp"}']
    # With CI, hypothesis tries the same examples each time.
    environment = os.environ | {'CI': 'true'}
    try:
        done = subprocess.run(
            command + options, cwd=tree, env=environment, capture_output=True, text=True, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        raise NotMade('does not end') from None
    failed = re.search(r'^(?:FAILED|ERROR) (\S+::\S+)', done.stdout, re.MULTILINE)
    if done.returncode not in (0, 1) or bool(failed) != bool(done.returncode):
        raise NotMade(f'the tests do not run: {(done.stdout + done.stderr).strip()[-500:]}')
    return failed[1] if failed else ''


def outcome_of(mutant: Mutant, trees: Trees) -> tuple[str, str]:
    """(KILLED, the test that failed), (SURVIVED, '') or (NOT_MADE, why)."""
    with trees.one() as tree:
        path = tree / mutant.file
        try:
            source = path.read_text()
            path.write_text(mutant.made_in(source))
        except (NotMade, FileNotFoundError) as error:
            return NOT_MADE, str(error)
        try:
            failed = run_tests(tree, mutant.tests)
        except NotMade as error:
            return NOT_MADE, str(error)
        finally:
            path.write_text(source)
    return (KILLED, failed.partition('::')[2]) if failed else (SURVIVED, '')


def check_without_faults(mutants, trees, pool):
    """Tests that fail as the tree is would kill every fault. Raises SystemExit with the first one."""
    tests = sorted({test for mutant in mutants for test in mutant.tests})

    def failed(some):
        with trees.one() as tree:
            try:
                return run_tests(tree, some)
            except NotMade as error:
                sys.exit(str(error))

    for test in filter(None, pool.map(failed, filter(None, (tests[at::AT_ONCE] for at in range(AT_ONCE))))):
        sys.exit(f'{test} fails without any fault.')


def main(wanted=''):
    mutants = [mutant for mutant in parse(LIST.read_text()) if wanted in mutant.file]
    counts, file = dict.fromkeys((KILLED, SURVIVED, NOT_MADE), 0), ''
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        trees = Trees(folder)
        check_without_faults(mutants, trees, pool)
        outcomes = pool.map(lambda mutant: outcome_of(mutant, trees), mutants)
        for mutant, (outcome, detail) in zip(mutants, outcomes, strict=True):
            if mutant.file != file:
                file = mutant.file
                print(f'\n{file}')
            counts[outcome] += 1
            print(f'  {outcome:8}  {mutant.breaks}{detail and f"  ({detail})"}', flush=True)
    print(f'\n{len(mutants)} faults: ' + ', '.join(f'{count} {outcome}' for outcome, count in counts.items()))
    return counts[SURVIVED] + counts[NOT_MADE] > 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
