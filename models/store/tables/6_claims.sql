-- Approvals before money goes out: expense claims, advances, payments to persons.

create table claim (
  id integer primary key autoincrement,
  kind text not null check (kind in ('expense', 'advance', 'payout')),
  number text not null unique check (number <> ''),
  day text not null check (day is date(day)),
  unit integer references unit (id),
  handler text not null default '',
  member integer references member (id),
  purpose text not null check (purpose <> ''),
  amount_fen integer not null check (amount_fen > 0),
  budget_line integer references budget_line (id),
  activity integer references activity (id),
  earmark text not null default '',
  way text not null default 'transfer' check (way in ('transfer', 'cash', 'cheque')),
  payee text not null default '',
  attachments integer not null default 0 check (attachments >= 0),
  minutes text not null default '',
  due_day text check (due_day is null or due_day is date(due_day)),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'paid', 'settled', 'refused', 'dropped')),
  voucher integer references voucher (id),
  settles integer references claim (id),
  note text not null default '',
  check (kind <> 'advance' or settles is null)
) strict;
create index claim_state on claim (state, day);
create index claim_budget on claim (budget_line, state) where budget_line is not null;
create index claim_voucher on claim (voucher) where voucher is not null;
create index claim_settles on claim (settles) where settles is not null;

create table claim_item (
  id integer primary key autoincrement,
  claim integer not null references claim (id),
  position integer not null check (position > 0),
  summary text not null check (summary <> ''),
  account integer references account (id),
  amount_fen integer not null,
  unique (claim, position)
) strict;

-- Where the money goes; never shown in the log.
create table claim_private (
  id integer primary key autoincrement,
  claim integer not null unique references claim (id),
  bank text not null default '',
  account_number text not null default '',
  salt text not null
) strict;

create table claim_mark (
  id integer primary key autoincrement,
  claim integer not null references claim (id),
  kind text not null check (kind in ('submitted', 'witness', 'leader', 'checked', 'audited', 'approved', 'refused', 'paid', 'received', 'returned', 'reversed', 'printed')),
  who text not null,
  by integer not null references user (id),
  at text not null,
  note text not null default ''
) strict;
create index claim_mark_claim on claim_mark (claim, kind);
create trigger claim_paid_is_frozen before update on claim
when old.state in ('approved', 'paid', 'settled') and new.state in ('approved', 'paid', 'settled')
  and (new.amount_fen <> old.amount_fen or new.day <> old.day or new.purpose <> old.purpose
    or new.payee <> old.payee or new.member is not old.member or new.budget_line is not old.budget_line
    or new.settles is not old.settles)
begin select raise(abort, '已经审批或付款的单据不能改内容。'); end;
create trigger claim_paid_keeps_its_voucher before update on claim
when old.state in ('paid', 'settled') and new.state in ('paid', 'settled') and new.voucher is not old.voucher
begin select raise(abort, '已经付款的单据不能换凭证。'); end;
create trigger claim_no_clash before update on claim
when new.id <> old.id
begin select raise(abort, '审批单的编号不能改。'); end;
create trigger claim_no_delete before delete on claim when old.state in ('paid', 'settled')
begin select raise(abort, '已经付款的单据不能删除。'); end;
create trigger claim_paid_by_a_voucher before update of state on claim
when new.state in ('paid', 'settled') and old.state not in ('paid', 'settled') and not exists (
  select 1 from voucher where id = new.voucher and posted = 1 and source = 'claim' and source_id = new.id)
begin select raise(abort, '审批单要由付款凭证来付款。'); end;
create trigger claim_paid_goes_back_in_red before update of state on claim
when old.state in ('paid', 'settled') and new.state not in ('paid', 'settled') and not exists (
  select 1 from voucher where reverses = old.voucher and posted = 1)
begin select raise(abort, '已经付款的单据，要先冲销付款凭证。'); end;
create trigger claim_number_stays before update of number, kind on claim
when new.number <> old.number or new.kind <> old.kind
begin select raise(abort, '审批单的编号和种类不能改。'); end;
-- An insert that replaces a row takes it away without asking the triggers above.
create trigger claim_no_replace before insert on claim
when exists (select 1 from claim where (id = new.id or number = new.number) and state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能用另一张替换。'); end;
create trigger claim_item_no_replace before insert on claim_item
when exists (select 1 from claim_item i join claim c on c.id = i.claim
  where i.id = new.id and c.state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能改明细。'); end;
create trigger claim_item_no_insert before insert on claim_item
when exists (select 1 from claim where id = new.claim and state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能加明细。'); end;
create trigger claim_item_no_update before update on claim_item
when exists (select 1 from claim where id in (old.claim, new.claim) and state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能改明细。'); end;
create trigger claim_item_no_delete before delete on claim_item
when exists (select 1 from claim where id = old.claim and state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能删明细。'); end;
-- For the look at every row that taking one away needs.
create index claim_activity on claim (activity) where activity is not null;
create index claim_member on claim (member) where member is not null;
create index claim_unit on claim (unit) where unit is not null;
create index claim_item_account on claim_item (account) where account is not null;
