"""Set up upplint in a folder of its own and run it, or run all its tests. Needs nothing but Python 3.11-3.14.

    python3 tools/run.py demo     set up, then check the tenders in examples/
    python3 tools/run.py test     set up, then run every check that CI runs

Everything is installed into `.venv/` (and `.venv-wheel/`), so a machine-wide Python that refuses pip is no obstacle.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the job named on the command line; returns its exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - started by whatever Python there is
        print("upplint behöver Python 3.11 eller senare.", file=sys.stderr)
        return 2
    jobs = {"demo": demo, "test": test}
    if len(sys.argv) != 2 or sys.argv[1] not in jobs:
        print(__doc__, file=sys.stderr)
        return 2
    os.chdir(ROOT)
    return jobs[sys.argv[1]]()


def demo() -> int:
    """Install upplint and check an example tender. Findings are expected there, so exit status 1 is success."""
    python = environment(ROOT / ".venv-demo")
    print("Installerar upplint i .venv-demo. Det tar någon minut första gången.", flush=True)
    pip(python, ".")
    page = ROOT / "demo-rapport.html"
    outputs = ("-o", "text:-", "-o", f"html:{page}")
    status = run(python, "-m", "upplint", "check", "examples/stadning-hindersam", *outputs, check=False)
    if status not in (0, 1):
        return status
    command = python.with_name("upplint" + python.suffix)
    print(f"\nÖppna {page} i webbläsaren för att se samma sak med dokumenten bredvid.")
    print(f"Granska egna dokument så här:\n  {command} check MAPP -o rapport.html")
    return 0


def test() -> int:
    """Install upplint with its development tools and run every gate; stops at the first that fails."""
    python = environment(ROOT / ".venv")
    pip(python, "-e", ".[dev]")
    run(python, "-m", "ruff", "check", ".")
    run(python, "-m", "ruff", "format", "--check", ".")
    run(python, "-m", "mypy", "--strict", "upplint")
    run(python.with_name("lint-imports" + python.suffix))
    run(python, "-m", "pytest", "-n", "auto")
    wheel(python)
    return 0


def wheel(python: Path) -> None:
    """Build the wheel, install it into an empty environment and run it on the examples from another folder."""
    with tempfile.TemporaryDirectory() as folder:
        run(python, "-m", "build", "--wheel", "--outdir", folder, ".")
        (built,) = Path(folder).glob("*.whl")
        empty = environment(Path(folder) / "venv")
        pip(empty, str(built))
        report = Path(folder) / "report.json"
        status = run(
            empty, "-m", "upplint", "check", str(ROOT / "examples"), "--format", "json", "-o", str(report),
            check=False, cwd=folder,
        )  # fmt: skip
        if status not in (0, 1) or report.stat().st_size < 1000:
            raise SystemExit(f"the installed wheel failed on examples/ with exit status {status}")


def environment(folder: Path) -> Path:
    """The Python of a virtual environment, made where it is missing."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        shutil.rmtree(folder, ignore_errors=True)
        try:
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        except subprocess.CalledProcessError:
            raise SystemExit(
                "Det gick inte att skapa en virtuell miljö. På Debian och Ubuntu: sudo apt install python3-venv"
            ) from None
    return python


def pip(python: Path, *what: str) -> None:
    """Install quietly."""
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what)


def run(*command: str | Path, check: bool = True, cwd: str | Path = ROOT) -> int:
    """Run a command and return its exit status; with `check` a failure ends the whole job."""
    print("+", *command, flush=True)
    status = subprocess.run([str(c) for c in command], cwd=cwd, check=False).returncode
    if check and status:
        raise SystemExit(status)
    return status


if __name__ == "__main__":
    sys.exit(main())
