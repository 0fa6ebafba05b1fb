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

-- How the columns of one bank's file are taken, under a name that the office gave.
create table bank_layout (
  id integer primary key autoincrement,
  name text not null unique check (name <> ''),
  signature text not null,
  mapping text not null,
  at text not null
) strict;
create index bank_layout_signature on bank_layout (signature);

-- What was outstanding before the first statement: the bank's side or the book's, in positive, out negative.
create table bank_opening (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  side text not null check (side in ('bank', 'book')),
  day text not null check (day is date(day)),
  words text not null default '',
  fen integer not null check (fen <> 0)
) strict;
create index bank_opening_bank on bank_opening (bank);

-- A match is a group of bank lines, book lines and opening items with equal sums on both sides.
-- pass 0: red reversals that cancel each other in the book; 1-4 automatic; 5 by hand.
create table bank_match (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  pass integer not null check (pass between 0 and 5),
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
create table bank_match_opening (
  id integer primary key autoincrement,
  match integer not null references bank_match (id),
  opening integer not null unique references bank_opening (id)
) strict;
create index bank_match_opening_match on bank_match_opening (match);

create table reconciliation (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  state text not null check (state in ('draft', 'signed', 'reopened')),
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

-- What is signed stays: matches, statement lines and the sheet, whichever door one comes through (REPLACE goes
-- past update and delete triggers, so inserts over a kept row are stopped too).
create trigger bank_match_no_insert before insert on bank_match
when new.locked = 1 or exists (select 1 from bank_match where id = new.id and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_locked before update on bank_match
when (old.locked = 1 and (new.locked = 1 or new.id <> old.id or new.bank <> old.bank or new.pass <> old.pass
    or new.by <> old.by or new.at <> old.at or new.reason <> old.reason))
  or (new.id <> old.id and exists (select 1 from bank_match where id = new.id and locked = 1))
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_unlock before update of locked on bank_match
when old.locked = 1 and new.locked = 0 and exists (
  select 1 from reconciliation r where r.bank = old.bank and r.state = 'signed' and r.month >= (
    select coalesce(max(month), '') from (
      select substr(l.day, 1, 7) as month from bank_match_bank m join bank_line l on l.id = m.bank_line where m.match = old.id
      union all select l.month from bank_match_book m join voucher_line l on l.id = m.voucher_line where m.match = old.id)))
begin select raise(abort, '调节表已签，要先写明原因重新打开。'); end;
create trigger bank_match_no_delete before delete on bank_match when old.locked = 1
begin select raise(abort, '这个月的调节表已签，勾对不能删除。'); end;
create trigger bank_match_even before update of locked on bank_match
when old.locked = 0 and new.locked = 1 and
  (select coalesce(sum(l.in_fen - l.out_fen), 0) from bank_match_bank m join bank_line l on l.id = m.bank_line where m.match = new.id)
  + (select coalesce(sum(iif(o.side = 'bank', o.fen, -o.fen)), 0) from bank_match_opening m join bank_opening o on o.id = m.opening where m.match = new.id)
  <> (select coalesce(sum(l.debit_fen - l.credit_fen), 0) from bank_match_book m join voucher_line l on l.id = m.voucher_line where m.match = new.id)
begin select raise(abort, '勾对的两边金额不相等。'); end;
create trigger bank_match_bank_no_insert before insert on bank_match_bank
when exists (select 1 from bank_match where id = new.match and locked = 1)
  or exists (select 1 from bank_match_bank m join bank_match g on g.id = m.match
    where (m.id = new.id or m.bank_line = new.bank_line) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_bank_no_update before update on bank_match_bank
when exists (select 1 from bank_match where id in (old.match, new.match) and locked = 1)
  or exists (select 1 from bank_match_bank m join bank_match g on g.id = m.match
    where m.id <> old.id and (m.id = new.id or m.bank_line = new.bank_line) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_bank_no_delete before delete on bank_match_bank
when exists (select 1 from bank_match where id = old.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_book_no_insert before insert on bank_match_book
when exists (select 1 from bank_match where id = new.match and locked = 1)
  or exists (select 1 from bank_match_book m join bank_match g on g.id = m.match
    where (m.id = new.id or m.voucher_line = new.voucher_line) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_book_no_update before update on bank_match_book
when exists (select 1 from bank_match where id in (old.match, new.match) and locked = 1)
  or exists (select 1 from bank_match_book m join bank_match g on g.id = m.match
    where m.id <> old.id and (m.id = new.id or m.voucher_line = new.voucher_line) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_book_no_delete before delete on bank_match_book
when exists (select 1 from bank_match where id = old.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_opening_no_insert before insert on bank_match_opening
when exists (select 1 from bank_match where id = new.match and locked = 1)
  or exists (select 1 from bank_match_opening m join bank_match g on g.id = m.match
    where (m.id = new.id or m.opening = new.opening) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_opening_no_update before update on bank_match_opening
when exists (select 1 from bank_match where id in (old.match, new.match) and locked = 1)
  or exists (select 1 from bank_match_opening m join bank_match g on g.id = m.match
    where m.id <> old.id and (m.id = new.id or m.opening = new.opening) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_opening_no_delete before delete on bank_match_opening
when exists (select 1 from bank_match where id = old.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_line_no_insert before insert on bank_line
when exists (select 1 from reconciliation where bank = new.bank and state = 'signed' and month >= substr(new.day, 1, 7))
  or exists (select 1 from bank_line l join reconciliation r on r.bank = l.bank and r.state = 'signed'
    where (l.id = new.id or (l.bank = new.bank and l.mark = new.mark)) and r.month >= substr(l.day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_line_no_update before update on bank_line
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.day, 1, 7))
  or exists (select 1 from reconciliation where bank = new.bank and state = 'signed' and month >= substr(new.day, 1, 7))
  or exists (select 1 from bank_line l join reconciliation r on r.bank = l.bank and r.state = 'signed'
    where l.id <> old.id and (l.id = new.id or (l.bank = new.bank and l.mark = new.mark)) and r.month >= substr(l.day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_line_no_delete before delete on bank_line
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_statement_no_insert before insert on bank_statement
when exists (select 1 from reconciliation where bank = new.bank and state = 'signed' and month >= substr(new.first_day, 1, 7))
  or exists (select 1 from bank_statement s join reconciliation r on r.bank = s.bank and r.state = 'signed'
    where s.id = new.id and r.month >= substr(s.first_day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_statement_no_update before update on bank_statement
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.first_day, 1, 7))
  or exists (select 1 from reconciliation where bank = new.bank and state = 'signed' and month >= substr(new.first_day, 1, 7))
  or (new.id <> old.id and exists (select 1 from bank_statement where id = new.id))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_statement_no_delete before delete on bank_statement
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.first_day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_opening_no_insert before insert on bank_opening
when exists (select 1 from reconciliation where bank = new.bank and state = 'signed')
  or exists (select 1 from bank_opening o join reconciliation r on r.bank = o.bank and r.state = 'signed' where o.id = new.id)
begin select raise(abort, '调节表签过以后，期初未达账项不能改。'); end;
create trigger bank_opening_no_update before update on bank_opening
when exists (select 1 from reconciliation where bank in (old.bank, new.bank) and state = 'signed')
begin select raise(abort, '调节表签过以后，期初未达账项不能改。'); end;
create trigger bank_opening_no_delete before delete on bank_opening
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed')
begin select raise(abort, '调节表签过以后，期初未达账项不能改。'); end;
create trigger reconciliation_no_insert before insert on reconciliation
when new.state <> 'draft' or exists (
  select 1 from reconciliation where id = new.id or (bank = new.bank and month = new.month))
begin select raise(abort, '调节表要先编好再签。'); end;
create trigger reconciliation_signed before update on reconciliation
when old.state = 'signed' and (new.state <> 'reopened' or new.id <> old.id or new.bank <> old.bank or new.month <> old.month
    or new.book_fen <> old.book_fen or new.bank_fen <> old.bank_fen or new.prepared_by <> old.prepared_by
    or new.reviewed_by <> old.reviewed_by or new.adjusted_book_fen <> old.adjusted_book_fen
    or new.adjusted_bank_fen <> old.adjusted_bank_fen)
begin select raise(abort, '调节表已签，要先写明原因重新打开。'); end;
create trigger reconciliation_reopen before update of state on reconciliation
when old.state = 'signed' and new.state = 'reopened' and exists (
  select 1 from reconciliation where bank = old.bank and state = 'signed' and month > old.month)
begin select raise(abort, '要从最后签的月份开始重新打开。'); end;
create trigger reconciliation_no_clash before update on reconciliation
when exists (select 1 from reconciliation where id <> old.id and (id = new.id or (bank = new.bank and month = new.month)))
begin select raise(abort, '这个月已有调节表。'); end;
create trigger reconciliation_no_delete before delete on reconciliation when old.state <> 'draft'
begin select raise(abort, '调节表签过，不能删除。'); end;
create trigger reconciliation_sign before update of state on reconciliation
when old.state <> 'signed' and new.state = 'signed' and (
  new.adjusted_book_fen <> new.adjusted_bank_fen
  or new.book_fen + (select coalesce(sum(iif(kind = 'bank_in', fen, -fen)), 0) from reconciliation_item
    where reconciliation = new.id and kind in ('bank_in', 'bank_out')) <> new.adjusted_book_fen
  or new.bank_fen + (select coalesce(sum(iif(kind = 'book_in', fen, -fen)), 0) from reconciliation_item
    where reconciliation = new.id and kind in ('book_in', 'book_out')) <> new.adjusted_bank_fen)
begin select raise(abort, '调节后两边余额不相等，不能签。'); end;
create trigger reconciliation_item_no_insert before insert on reconciliation_item
when exists (select 1 from reconciliation where id = new.reconciliation and state = 'signed')
  or exists (select 1 from reconciliation_item i join reconciliation r on r.id = i.reconciliation
    where i.id = new.id and r.state = 'signed')
begin select raise(abort, '调节表已签，未达账项不能改。'); end;
create trigger reconciliation_item_no_update before update on reconciliation_item
when exists (select 1 from reconciliation where id in (old.reconciliation, new.reconciliation) and state = 'signed')
  or (new.id <> old.id and exists (select 1 from reconciliation_item where id = new.id))
begin select raise(abort, '调节表已签，未达账项不能改。'); end;
create trigger reconciliation_item_no_delete before delete on reconciliation_item
when exists (select 1 from reconciliation where id = old.reconciliation and state = 'signed')
begin select raise(abort, '调节表已签，未达账项不能改。'); end;
-- The account that was signed for, and what it began with.
create trigger bank_account_no_insert before insert on bank_account
when exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
  where b.id = new.id or b.account = new.account or b.name = new.name)
begin select raise(abort, '这个银行账户已签过调节表，不能覆盖。'); end;
create trigger bank_account_no_update before update on bank_account
when ((new.id <> old.id or new.account <> old.account)
    and exists (select 1 from reconciliation where bank = old.id and state = 'signed'))
  or exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
    where b.id <> old.id and (b.id = new.id or b.account = new.account or b.name = new.name))
begin select raise(abort, '这个银行账户已签过调节表，不能换科目。'); end;
create trigger bank_account_no_delete before delete on bank_account
when exists (select 1 from reconciliation where bank = old.id and state <> 'draft')
begin select raise(abort, '这个银行账户已签过调节表，不能删除。'); end;
create trigger opening_bank_no_insert before insert on opening_balance
when exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
  where b.account = new.account)
begin select raise(abort, '银行存款余额调节表已签，期初余额不能改；请先重新打开调节表。'); end;
create trigger opening_bank_no_update before update on opening_balance
when exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
  where b.account in (old.account, new.account))
begin select raise(abort, '银行存款余额调节表已签，期初余额不能改；请先重新打开调节表。'); end;
create trigger opening_bank_no_delete before delete on opening_balance
when exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
  where b.account = old.account)
begin select raise(abort, '银行存款余额调节表已签，期初余额不能改；请先重新打开调节表。'); end;
-- The book's side of a signed sheet: no more vouchers on that bank account in its month.
create trigger voucher_bank_signed before update of posted on voucher
when old.posted = 0 and new.posted = 1 and exists (
    select 1 from reconciliation where state = 'signed' and month >= new.month)
  and exists (select 1 from voucher_line l join bank_account b on b.account = l.account
    join reconciliation r on r.bank = b.id and r.state = 'signed' and r.month >= new.month where l.voucher = new.id)
begin select raise(abort, '这个月的银行存款余额调节表已签，银行存款不能再记账；请先重新打开调节表，或把日期改到以后的月份。'); end;

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
create trigger cash_count_booked before update on cash_count
when old.voucher is not null and (new.voucher is not old.voucher or new.counted_fen <> old.counted_fen
    or new.book_fen <> old.book_fen or new.day <> old.day)
begin select raise(abort, '盘点的差额已经记账，不能改。'); end;
create trigger cash_count_no_delete before delete on cash_count when old.voucher is not null
begin select raise(abort, '盘点的差额已经记账，不能删除。'); end;
create trigger cash_count_row_no_update before update on cash_count_row
when exists (select 1 from cash_count where id in (old.count, new.count) and voucher is not null)
begin select raise(abort, '盘点的差额已经记账，不能改。'); end;
create trigger cash_count_row_no_delete before delete on cash_count_row
when exists (select 1 from cash_count where id = old.count and voucher is not null)
begin select raise(abort, '盘点的差额已经记账，不能改。'); end;
-- For the look at every row that taking one away needs.
create index bank_line_statement on bank_line (statement);
create index bank_match_account on bank_match (bank);
create index reconciliation_item_voucher_line on reconciliation_item (voucher_line) where voucher_line is not null;
create index reconciliation_item_bank_line on reconciliation_item (bank_line) where bank_line is not null;
create index cash_count_voucher on cash_count (voucher) where voucher is not null;
