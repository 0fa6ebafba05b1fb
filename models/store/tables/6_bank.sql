-- Bank accounts, their statements, matching with the books, reconciliation sheets, cash counts.

create table bank_account (
  id integer primary key autoincrement,
  account integer not null unique references account (id),
  name text not null unique check (name <> ''),
  bank text not null default '',
  number_tail text not null default '',
  kind text not null default 'basic' check (kind in ('basic', 'fixed', 'other')),
  opened_on text check (opened_on is null or opened_on is date(opened_on)),
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  approval text not null default ''
) strict;

create table bank_statement (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  first_day text not null check (first_day is date(first_day)),
  last_day text not null check (last_day is date(last_day)),
  opening_fen integer not null,
  closing_fen integer not null,
  file text not null default '',
  sha256 text not null default '',
  at text not null
) strict;
create index bank_statement_bank on bank_statement (bank, first_day);

create table bank_line (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  statement integer not null references bank_statement (id),
  position integer not null,
  day text not null check (day is date(day)),
  in_fen integer not null default 0 check (in_fen >= 0),
  out_fen integer not null default 0 check (out_fen >= 0),
  balance_fen integer,
  words text not null default '',
  partner text not null default '',
  ref text not null default '',
  mark text not null,
  unique (bank, mark),
  check ((in_fen = 0) <> (out_fen = 0))
) strict;
create index bank_line_day on bank_line (bank, day, id);

create table bank_match (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  pass integer not null check (pass between 1 and 5),
  reason text not null default '',
  locked integer not null default 0 check (locked in (0, 1)),
  by integer not null references user (id),
  at text not null
) strict;
create table bank_match_bank (
  id integer primary key autoincrement,
  match integer not null references bank_match (id),
  bank_line integer not null unique references bank_line (id)
) strict;
create index bank_match_bank_match on bank_match_bank (match);
create table bank_match_book (
  id integer primary key autoincrement,
  match integer not null references bank_match (id),
  voucher_line integer not null unique references voucher_line (id)
) strict;
create index bank_match_book_match on bank_match_book (match);

create table reconciliation (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  state text not null check (state in ('signed', 'reopened')),
  book_fen integer not null,
  bank_fen integer not null,
  adjusted_book_fen integer not null,
  adjusted_bank_fen integer not null,
  prepared_by text not null default '',
  reviewed_by text not null default '',
  reason text not null default '',
  by integer not null references user (id),
  at text not null,
  unique (bank, month),
  check (state <> 'signed' or adjusted_book_fen = adjusted_bank_fen),
  check (state <> 'reopened' or reason <> '')
) strict;
create table reconciliation_item (
  id integer primary key autoincrement,
  reconciliation integer not null references reconciliation (id),
  kind text not null check (kind in ('bank_in', 'bank_out', 'book_in', 'book_out')),
  day text not null check (day is date(day)),
  words text not null default '',
  fen integer not null,
  bank_line integer references bank_line (id),
  voucher_line integer references voucher_line (id)
) strict;
create index reconciliation_item_sheet on reconciliation_item (reconciliation);

create trigger bank_match_locked before update on bank_match
when old.locked = 1 and new.locked = 1
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_unlock before update of locked on bank_match
when old.locked = 1 and new.locked = 0 and not exists (
  select 1 from reconciliation where bank = old.bank and state = 'reopened')
begin select raise(abort, '调节表已签，要先写明原因重新打开。'); end;
create trigger bank_match_no_delete before delete on bank_match when old.locked = 1
begin select raise(abort, '这个月的调节表已签，勾对不能删除。'); end;
create trigger bank_match_bank_no_delete before delete on bank_match_bank
when exists (select 1 from bank_match where id = old.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_bank_no_insert before insert on bank_match_bank
when exists (select 1 from bank_match where id = new.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_book_no_delete before delete on bank_match_book
when exists (select 1 from bank_match where id = old.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_book_no_insert before insert on bank_match_book
when exists (select 1 from bank_match where id = new.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_even before update of locked on bank_match
when old.locked = 0 and new.locked = 1 and
  (select coalesce(sum(l.in_fen - l.out_fen), 0) from bank_match_bank m join bank_line l on l.id = m.bank_line where m.match = new.id)
  <> (select coalesce(sum(l.debit_fen - l.credit_fen), 0) from bank_match_book m join voucher_line l on l.id = m.voucher_line where m.match = new.id)
begin select raise(abort, '勾对的两边金额不相等。'); end;
create trigger bank_line_no_update before update on bank_line
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_line_no_delete before delete on bank_line
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_line_no_insert before insert on bank_line
when exists (select 1 from reconciliation where bank = new.bank and state = 'signed' and month >= substr(new.day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;

create table cash_count (
  id integer primary key autoincrement,
  day text not null check (day is date(day)),
  counter text not null default '',
  witness text not null default '',
  cashier text not null default '',
  counted_fen integer not null check (counted_fen >= 0),
  book_fen integer not null,
  unbooked_in_fen integer not null default 0,
  unbooked_out_fen integer not null default 0,
  explanation text not null default '',
  voucher integer references voucher (id),
  at text not null,
  by integer not null references user (id)
) strict;
create index cash_count_day on cash_count (day);
create table cash_count_row (
  id integer primary key autoincrement,
  count integer not null references cash_count (id),
  face_fen integer not null check (face_fen > 0),
  pieces integer not null check (pieces >= 0),
  unique (count, face_fen)
) strict;
-- For the look at every row that taking one away needs.
create index bank_line_statement on bank_line (statement);
create index bank_match_account on bank_match (bank);
create index reconciliation_item_voucher_line on reconciliation_item (voucher_line) where voucher_line is not null;
create index reconciliation_item_bank_line on reconciliation_item (bank_line) where bank_line is not null;
create index cash_count_voucher on cash_count (voucher) where voucher is not null;
