#!/usr/bin/env python3
"""python3 run.py          装好运行环境并打开程序（Windows：py run.py）
python3 run.py test     装好运行环境并跑全部检查和测试

别的参数原样交给 main.py，例如：python3 run.py dues status 2026
"""

from __future__ import annotations

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent
VENV, LOCK = ROOT / ".venv", ROOT / "requirements.lock"
PROGRAM = ("main.py", "models", "ui", "exporters", "resources")
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
# What Qt needs of an empty Debian: offscreen always, the second group for a real window.
QT_LIBRARIES = {
    "GL": "libgl1",
    "EGL": "libegl1",
    "glib-2.0": "libglib2.0-0",
    "xkbcommon": "libxkbcommon0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
}
SCREEN_LIBRARIES = {
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
}


def check_python() -> None:
    """Say which Python is needed instead of failing somewhere deep."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        have = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"需要 Python 3.11 到 3.13，现在是 {have}。请安装合适的版本后再运行。")


def has_screen() -> bool:
    """Whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def missing_packages() -> list[str]:
    """Debian packages that Qt and venv need and this machine lacks."""
    path = os.environ.get("PATH", "") + ":/sbin:/usr/sbin"
    known = subprocess.run(
        ["ldconfig", "-p"], capture_output=True, text=True, env={**os.environ, "PATH": path}, check=False
    ).stdout
    wanted = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if has_screen() else {})}
    need = [package for library, package in wanted.items() if f"lib{library}.so" not in known]
    try:
        import ensurepip  # noqa: F401  only asked whether it is there
    except ImportError:
        need.append("python3-venv")
    return need


def install_packages() -> None:
    """On Debian and its relatives: install what is missing; elsewhere nothing."""
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return
    need = missing_packages()
    if not need:
        return
    if os.geteuid() != 0:
        sys.exit("缺少系统库，请先执行：sudo apt-get install " + " ".join(need))
    print("安装系统库：", " ".join(need), flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=env)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *need]
    subprocess.run(install, check=True, env=env, stdout=subprocess.DEVNULL)


def prepare() -> None:
    """The environment beside the program, made anew when the lock file changes."""
    mark = VENV / ".lock-sha256"
    want = hashlib.sha256(LOCK.read_bytes()).hexdigest() + sys.version
    if PYTHON.exists() and mark.exists() and mark.read_text(encoding="utf-8") == want:
        return
    install_packages()
    print("准备运行环境（第一次约一分钟，要联网一次）…", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pip.append("--root-user-action=ignore")
    subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", "-r", str(LOCK)], check=True)
    # compiled files from the first start on; where none can be written, Python does without
    subprocess.run([str(PYTHON), "-m", "compileall", "-q", *PROGRAM], cwd=ROOT, check=False)
    mark.write_text(want, encoding="utf-8")


CHECKS = (
    ("格式和写法", ["-m", "ruff", "check", "."]),
    ("排版", ["-m", "ruff", "format", "--check", "."]),
    ("类型", ["-m", "mypy"]),
    ("分层", ["-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]),
    ("测试", ["-m", "pytest", "-n", "2"]),
)


def test(extra: list[str]) -> int:
    """All checks, one after the other; 1 when one of them failed or was ended by the system."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    failed = False
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        more = extra if name == "测试" else []
        done = subprocess.run([str(PYTHON), *command, *more], cwd=ROOT, env=env, check=False)
        failed = failed or done.returncode != 0
    return int(failed)


def main() -> int | str:
    """Prepare, then pass on."""
    check_python()
    try:
        prepare()
    except subprocess.CalledProcessError:
        return "运行环境没有装好。请检查网络后再试一次；已经装好的部分会重新安装。"
    except OSError as error:
        return f"运行环境没有装好：{error.filename or VENV} 写不进去。请检查磁盘空间和文件夹权限。"
    arguments = sys.argv[1:]
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if not has_screen():
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
        arguments = arguments or ["showcase", "--out", "out"]
    try:
        return subprocess.run(
            [str(PYTHON), str(ROOT / "main.py"), *arguments], env=env, check=False
        ).returncode
    except KeyboardInterrupt:
        return 3


if __name__ == "__main__":
    sys.exit(main())
