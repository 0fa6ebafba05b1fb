-- The year's budget: lines that last, versions with their amounts, rules as data, permitted exceptions.

create table budget_line (
  id integer primary key autoincrement,
  year integer not null check (year between 1990 and 2100),
  side text not null check (side in ('income', 'expense')),
  account integer not null references account (id),
  name text not null default '',
  unit integer references unit (id),
  activity integer references activity (id),
  earmark text not null default '',
  position integer not null default 0
) strict;
create unique index budget_line_once on budget_line (year, account, name, coalesce(unit, 0), earmark);
create index budget_line_year on budget_line (year, side, position);
create trigger budget_line_no_delete before delete on budget_line
when exists (select 1 from voucher_line where budget_line = old.id)
  or exists (select 1 from budget_amount a join budget b on b.id = a.budget
    where a.line = old.id and b.state in ('approved', 'published'))
begin select raise(abort, '已有凭证或批准的预算用到这个预算项，不能删除。'); end;
create trigger budget_line_no_replace before insert on budget_line
when exists (select 1 from budget_line where id = new.id or (year = new.year and account = new.account
  and name = new.name and coalesce(unit, 0) = coalesce(new.unit, 0) and earmark = new.earmark))
begin select raise(abort, '这个预算项已经有了，不能覆盖。'); end;
create trigger budget_line_no_clash before update on budget_line
when exists (select 1 from budget_line where id <> old.id and (id = new.id or (year = new.year
  and account = new.account and name = new.name and coalesce(unit, 0) = coalesce(new.unit, 0)
  and earmark = new.earmark)))
begin select raise(abort, '这个预算项已经有了，不能覆盖。'); end;

create table budget (
  id integer primary key autoincrement,
  year integer not null,
  version integer not null check (version >= 0),
  state text not null check (state in ('draft', 'reviewed', 'approved', 'published', 'dropped')),
  document text not null default '',
  approved_on text check (approved_on is null or approved_on is date(approved_on)),
  reason text not null default '',
  note text not null default '',
  use_carryover_fen integer not null default 0 check (use_carryover_fen >= 0),
  use_surplus_fen integer not null default 0 check (use_surplus_fen >= 0),
  roster_day text check (roster_day is null or roster_day is date(roster_day)),
  at text not null,
  by integer not null references user (id),
  unique (year, version)
) strict;

create table budget_amount (
  id integer primary key autoincrement,
  budget integer not null references budget (id),
  line integer not null references budget_line (id),
  fen integer not null check (fen >= 0),
  heads integer check (heads >= 0),
  standard_fen integer check (standard_fen >= 0),
  times integer check (times > 0),
  source text not null default 'current' check (source in ('current', 'carryover', 'surplus')),
  basis text not null default '',
  reason text not null default '',
  unique (budget, line)
) strict;
create index budget_amount_line on budget_amount (line);
create trigger budget_amount_no_insert before insert on budget_amount
when exists (select 1 from budget where id = new.budget and state in ('approved', 'published'))
  or exists (select 1 from budget_amount a join budget b on b.id = a.budget
    where a.id = new.id and b.state in ('approved', 'published'))
begin select raise(abort, '预算已批准，要改请做预算调整。'); end;
create trigger budget_amount_no_update before update on budget_amount
when exists (select 1 from budget where id in (old.budget, new.budget) and state in ('approved', 'published'))
  or (new.id <> old.id and exists (select 1 from budget_amount where id = new.id))
begin select raise(abort, '预算已批准，要改请做预算调整。'); end;
create trigger budget_amount_no_delete before delete on budget_amount
when exists (select 1 from budget where id = old.budget and state in ('approved', 'published'))
begin select raise(abort, '预算已批准，要改请做预算调整。'); end;
create trigger budget_line_stays before update on budget_line
when (new.year <> old.year or new.side <> old.side or new.account <> old.account or new.name <> old.name
    or new.unit is not old.unit or new.earmark <> old.earmark or new.id <> old.id)
  and exists (select 1 from budget_amount a join budget b on b.id = a.budget
    where a.line = old.id and b.state in ('approved', 'published'))
begin select raise(abort, '这一项预算已批准，科目和项目不能改。'); end;
create trigger budget_stays_approved before update on budget
when old.state in ('approved', 'published') and (new.state not in ('approved', 'published')
    or new.state = 'approved' and old.state = 'published'
    or new.id <> old.id or new.year <> old.year or new.version <> old.version
    or new.approved_on is not old.approved_on or new.document <> old.document or new.reason <> old.reason
    or new.use_carryover_fen <> old.use_carryover_fen or new.use_surplus_fen <> old.use_surplus_fen
    or new.roster_day is not old.roster_day)
begin select raise(abort, '预算已批准，不能退回草案，也不能改。'); end;
create trigger budget_no_replace before insert on budget
when exists (select 1 from budget where (id = new.id or (year = new.year and version = new.version))
  and state in ('approved', 'published'))
begin select raise(abort, '预算已批准，不能覆盖。'); end;
create trigger budget_no_clash before update on budget
when exists (select 1 from budget where id <> old.id and (id = new.id or (year = new.year and version = new.version))
  and state in ('approved', 'published'))
begin select raise(abort, '预算已批准，不能覆盖。'); end;
create trigger budget_no_delete before delete on budget when old.state in ('approved', 'published')
begin select raise(abort, '预算已批准，不能删除。'); end;

create table budget_rule (
  id integer primary key autoincrement,
  code text not null unique,
  name text not null,
  severity text not null check (severity in ('block', 'warn', 'info', 'off')),
  param integer,
  param2 integer,
  basis text not null default '',
  confirmed integer not null default 0 check (confirmed in (0, 1))
) strict;

-- A voucher or claim that went over its line all the same, with the reason.
create table budget_override (
  id integer primary key autoincrement,
  line integer references budget_line (id),
  voucher integer references voucher (id),
  claim integer references claim (id),
  rule text not null,
  over_fen integer not null,
  reason text not null check (reason <> ''),
  by integer not null references user (id),
  at text not null
) strict;
create index budget_override_voucher on budget_override (voucher) where voucher is not null;
create trigger budget_override_no_update before update on budget_override
begin select raise(abort, '超预算说明留给经审，不能改。'); end;
create trigger budget_override_no_delete before delete on budget_override
begin select raise(abort, '超预算说明留给经审，不能删除。'); end;
create trigger budget_override_no_replace before insert on budget_override
when exists (select 1 from budget_override where id = new.id)
begin select raise(abort, '超预算说明留给经审，不能覆盖。'); end;

-- Quota money of a branch or group: what its leader settles and signs.
create table unit_settlement (
  id integer primary key autoincrement,
  unit integer not null references unit (id),
  from_day text not null check (from_day is date(from_day)),
  to_day text not null check (to_day is date(to_day)),
  quota_fen integer not null,
  spent_fen integer not null,
  advance_fen integer not null default 0,
  signed_on text check (signed_on is null or signed_on is date(signed_on)),
  signed_by text not null default '',
  note text not null default '',
  check (to_day >= from_day)
) strict;
create trigger unit_settlement_signed before update on unit_settlement when old.signed_on is not null
begin select raise(abort, '结算单已签字，不能改。'); end;
create trigger unit_settlement_no_clash before update on unit_settlement
when new.id <> old.id and exists (select 1 from unit_settlement where id = new.id)
begin select raise(abort, '结算单已签字，不能覆盖。'); end;
create trigger unit_settlement_no_delete before delete on unit_settlement when old.signed_on is not null
begin select raise(abort, '结算单已签字，不能删除。'); end;
create trigger unit_settlement_no_replace before insert on unit_settlement
when exists (select 1 from unit_settlement where id = new.id and signed_on is not null)
begin select raise(abort, '结算单已签字，不能覆盖。'); end;
-- For the look at every row that taking one away needs.
create index budget_line_activity on budget_line (activity) where activity is not null;
create index budget_line_unit on budget_line (unit) where unit is not null;
create index budget_line_account on budget_line (account);
create index budget_override_claim on budget_override (claim) where claim is not null;
create index budget_override_line on budget_override (line) where line is not null;
create index unit_settlement_unit on unit_settlement (unit);
