"""new, demo, verify, backup, restore, undo, users: the office file itself."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from models.kit.errors import Refused
from models.office import ROLES, SUFFIX, Office
from models.store import backup, history
from ui.cli.answer import Answer
from ui.cli.line import command, month_word, office_path, reading, writing


def register(commands: Any) -> None:
    """Add these commands to the line."""
    new = command(commands, "new", "新建账套", _new)
    new.add_argument("file", type=Path)
    new.add_argument("--name", required=True, help="单位名称")
    new.add_argument("--from", dest="first", type=month_word, default="", help="启用月份，如 2026-01")
    demo = command(commands, "demo", "做一个演示账套", _demo)
    demo.add_argument("file", type=Path)
    demo.add_argument("--members", type=int, default=168)
    demo.add_argument("--seed", type=int, default=7)
    verify = command(commands, "verify", "检查账套", _verify)
    verify.add_argument("--list", action="store_true", help="检查后列出每张已记账的凭证")
    keep = command(commands, "backup", "备份账套", _backup)
    keep.add_argument("--to", type=Path, help="放备份的文件夹")
    restore = command(commands, "restore", "从备份恢复成一个新文件", _restore)
    restore.add_argument("file", type=Path)
    restore.add_argument("--to", type=Path, required=True, help="恢复成哪个新文件")
    command(commands, "undo", "撤销最近一次操作", _undo)
    command(commands, "users", "列出用户", _users)


def _new(args: argparse.Namespace) -> Answer:
    with Office.create(args.file, args.name, args.first, args.actor or "财务委员") as office:
        payload = {"office": str(office.path), "name": office.name, "from": office.setting("first_month")}
        return Answer(payload, [f"已建立账套：{office.path}（{office.name}，{payload['from']} 启用）"])


def _demo(args: argparse.Namespace) -> Answer:
    from models.demo import make

    if not 1 <= args.members <= 20_000:
        raise Refused("演示账套的人数要在 1 到 20000 之间。", "--members")
    path = args.file if args.file.suffix == SUFFIX else args.file.with_name(args.file.name + SUFFIX)
    made = make(path, members=args.members, seed=args.seed)
    payload = {"office": str(path), "members": made.members, "vouchers": made.vouchers, "year": made.year}
    return Answer(payload, [f"已建立演示账套：{path}（{made.members} 位会员，{made.vouchers} 张凭证）"])


def _verify(args: argparse.Namespace) -> Answer:
    from models import trust
    from models.ledger import queries as books

    with reading(args) as office:
        checks = list(trust.checks(office.db))
        ok = all(check.ok for check in checks)
        lines = [f"{'✓' if check.ok else '✗'} {check.name}：{check.detail}" for check in checks]
        payload = {
            "ok": ok,
            "checks": [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks],
            "seal": office.seal,
        }
        if args.list:
            have = [f"HAVE {name}" for name in books.have(office.db)]
            wrong = [f"BAD {check.name}：{check.detail}" for check in checks if not check.ok]
            return Answer(payload, wrong + have, 0 if ok else 1, raw=True)
        lines.append(f"校验码 {office.seal}")
        return Answer(payload, lines, 0 if ok else 1)


def _backup(args: argparse.Namespace) -> Answer:
    path = office_path(args)
    reading(args).close()  # the open sequence says clearly what is wrong with a file that can't be copied
    copy = backup.make(path, args.to)
    return Answer({"file": str(copy)}, [f"已备份并检查通过：{copy}"])


def _restore(args: argparse.Namespace) -> Answer:
    vouchers, members, head, _ = backup.restore(args.file, args.to)
    payload = {"file": str(args.to), "vouchers": vouchers, "members": members, "journal": head}
    return Answer(payload, [f"已恢复到 {args.to}：{members} 位会员，{vouchers} 张凭证。原来的文件没有动。"])


def _undo(args: argparse.Namespace) -> Answer:
    with writing(args) as office:
        title = office.undo()
        return Answer({"undone": title, "seal": office.seal}, [f"已撤销：{title}"])


def _users(args: argparse.Namespace) -> Answer:
    with reading(args) as office:
        users = [{"name": user.name, "role": user.role} for user in office.users()]
        lines = [f"{user.name}　{ROLES[user.role]}" for user in office.users()]
        latest = history.heads(office.db, 1)
        return Answer({"users": users, "changes": latest[0].seq if latest else 0}, lines)
