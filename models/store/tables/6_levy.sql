-- 拨缴经费: the rule of the place, wage bills, what came, what went up, the papers; custodial campaigns; earmarks.

create table levy_rule (
  id integer primary key autoincrement,
  from_month text not null unique check (from_month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  rate_bp integer not null default 200 check (rate_bp between 1 and 10000),
  kept_bp integer not null default 6000 check (kept_bp between 0 and 10000),
  mode text not null default 'A' check (mode in ('A', 'B', 'C')),
  accrue integer not null default 0 check (accrue in (0, 1)),
  returned_as text not null default 'levy' check (returned_as in ('levy', 'grant')),
  due_day integer not null default 15 check (due_day between 1 and 31),
  basis text not null default ''
) strict;

create table wage_bill (
  id integer primary key autoincrement,
  month text not null unique check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  heads integer not null check (heads >= 0),
  total_fen integer not null check (total_fen >= 0),
  document text not null default '',
  note text not null default ''
) strict;

create table levy_receipt (
  id integer primary key autoincrement,
  from_month text not null,
  to_month text not null,
  day text not null check (day is date(day)),
  mode text not null check (mode in ('A', 'B', 'C')),
  total_fen integer not null check (total_fen > 0),
  kept_fen integer not null,
  up_fen integer not null,
  official_number text not null default '',
  payer text not null default '',
  voucher integer references voucher (id),
  reversal integer references voucher (id),
  check (to_month >= from_month)
) strict;
create unique index levy_receipt_number on levy_receipt (official_number)
  where official_number <> '' and reversal is null;
create index levy_receipt_voucher on levy_receipt (voucher) where voucher is not null;
create index levy_receipt_reversal on levy_receipt (reversal) where reversal is not null;

create table levy_remittance (
  id integer primary key autoincrement,
  day text not null check (day is date(day)),
  fen integer not null check (fen > 0),
  receipt_number text not null default '',
  note text not null default '',
  voucher integer references voucher (id),
  reversal integer references voucher (id)
) strict;
create index levy_remittance_reversal on levy_remittance (reversal) where reversal is not null;

-- Money that came or went is in the ledger: its line of the register stays as it was booked.
create trigger levy_receipt_no_replace before insert on levy_receipt
when exists (select 1 from levy_receipt where id = new.id)
begin select raise(abort, '这笔到账已经登记，不能覆盖。'); end;
create trigger levy_receipt_booked before update on levy_receipt
when new.id <> old.id or (old.voucher is not null and (new.voucher is not old.voucher or new.day <> old.day
    or new.total_fen <> old.total_fen or new.kept_fen <> old.kept_fen or new.up_fen <> old.up_fen
    or new.from_month <> old.from_month or new.to_month <> old.to_month or new.mode <> old.mode))
  or (new.reversal is not old.reversal and (old.reversal is not null or not exists (
    select 1 from voucher where id = new.reversal and reverses = old.voucher and posted = 1)))
begin select raise(abort, '这笔到账已经记账，不能改，请冲销它的凭证。'); end;
create trigger levy_receipt_no_delete before delete on levy_receipt when old.voucher is not null
begin select raise(abort, '这笔到账已经记账，不能删除，请冲销它的凭证。'); end;
create trigger levy_remittance_no_replace before insert on levy_remittance
when exists (select 1 from levy_remittance where id = new.id)
begin select raise(abort, '这笔上缴已经登记，不能覆盖。'); end;
create trigger levy_remittance_booked before update on levy_remittance
when new.id <> old.id or (old.voucher is not null and (new.voucher is not old.voucher or new.day <> old.day
    or new.fen <> old.fen))
  or (new.reversal is not old.reversal and (old.reversal is not null or not exists (
    select 1 from voucher where id = new.reversal and reverses = old.voucher and posted = 1)))
begin select raise(abort, '这笔上缴已经记账，不能改，请冲销它的凭证。'); end;
create trigger levy_remittance_no_delete before delete on levy_remittance when old.voucher is not null
begin select raise(abort, '这笔上缴已经记账，不能删除，请冲销它的凭证。'); end;

create table levy_letter (
  id integer primary key autoincrement,
  kind text not null check (kind in ('notice', 'dun')),
  number text not null unique,
  day text not null check (day is date(day)),
  from_month text not null,
  to_month text not null,
  due_fen integer not null,
  received_fen integer not null default 0,
  note text not null default ''
) strict;

-- Money held for others: one sub-account of 代管经费 each, zero at its end.
create table campaign (
  id integer primary key autoincrement,
  name text not null unique check (name <> ''),
  principal text not null default '',
  account integer not null unique references account (id),
  from_day text not null check (from_day is date(from_day)),
  to_day text check (to_day is null or to_day is date(to_day)),
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  note text not null default ''
) strict;
create trigger campaign_ends_at_zero before update of closed_on on campaign
when old.closed_on is null and new.closed_on is not null and 0 <> (
  select coalesce(sum(debit_fen - credit_fen), 0) from (
    select debit_fen, credit_fen from month_sum where account = new.account
    union all select debit_fen, credit_fen from opening_balance where account = new.account))
begin select raise(abort, '这项代管经费还有余额，不能结束。'); end;

-- A source that may only be spent on its purpose. The name is what lines carry.
create table earmark (
  id integer primary key autoincrement,
  name text not null unique check (name <> ''),
  kind text not null default 'superior' check (kind in ('superior', 'admin', 'government', 'other')),
  purpose text not null default '',
  document text not null default '',
  from_day text check (from_day is null or from_day is date(from_day)),
  use_by text check (use_by is null or use_by is date(use_by)),
  return_unspent integer not null default 0 check (return_unspent in (0, 1)),
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  note text not null default ''
) strict;

-- What an activity is, as far as the books need it.
create table activity (
  id integer primary key autoincrement,
  name text not null check (name <> ''),
  year integer not null,
  day text check (day is null or day is date(day)),
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  note text not null default '',
  unique (year, name)
) strict;

-- Dimensions of a line that are rows of other tables.
create trigger line_dimensions before insert on voucher_line
when (new.budget_line is not null and not exists (select 1 from budget_line where id = new.budget_line))
  or (new.activity is not null and not exists (select 1 from activity where id = new.activity))
  or (new.campaign is not null and not exists (select 1 from campaign where id = new.campaign))
begin select raise(abort, '分录上的预算项、活动或代管项目不存在。'); end;
create trigger line_dimensions_update before update on voucher_line
when (new.budget_line is not null and not exists (select 1 from budget_line where id = new.budget_line))
  or (new.activity is not null and not exists (select 1 from activity where id = new.activity))
  or (new.campaign is not null and not exists (select 1 from campaign where id = new.campaign))
begin select raise(abort, '分录上的预算项、活动或代管项目不存在。'); end;
create index voucher_line_budget on voucher_line (budget_line, month) where budget_line is not null;
create index voucher_line_activity on voucher_line (activity) where activity is not null;
create index voucher_line_campaign on voucher_line (campaign) where campaign is not null;
create index voucher_line_earmark on voucher_line (earmark, month) where earmark <> '';
create trigger activity_no_delete before delete on activity
when exists (select 1 from voucher_line where activity = old.id)
begin select raise(abort, '已有凭证用到这个活动，不能删除。'); end;
create trigger campaign_no_delete before delete on campaign
when exists (select 1 from voucher_line where campaign = old.id)
begin select raise(abort, '已有凭证用到这个代管项目，不能删除。'); end;
-- For the look at every row that taking one away needs.
create index levy_remittance_voucher on levy_remittance (voucher) where voucher is not null;
