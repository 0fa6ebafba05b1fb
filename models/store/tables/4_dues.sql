-- Dues: the standard, what is due, what was received, and the batches that reach the ledger.

create table dues_standard (
  id integer primary key autoincrement,
  from_month text not null check (from_month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  method text not null check (method in ('ratio', 'tiers', 'fixed')),
  rate_bp integer not null default 50 check (rate_bp >= 0),
  step_fen integer not null default 1000 check (step_fen > 0),
  fixed_fen integer not null default 0 check (fixed_fen >= 0),
  tiers text not null default '[]',
  basis text not null default '',
  unique (from_month)
) strict;

-- One member-month as it was assessed. A later base never rewrites it; see dues_change.
create table dues_due (
  id integer primary key autoincrement,
  member integer not null references member (id),
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  base_fen integer,
  due_fen integer not null check (due_fen >= 0),
  standard integer references dues_standard (id),
  unique (member, month)
) strict;
create index dues_due_month on dues_due (month);

-- Later corrections of what is due: exemption, difference after a new base, hand-made.
create table dues_change (
  id integer primary key autoincrement,
  member integer not null references member (id),
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  kind text not null check (kind in ('exempt', 'base', 'manual')),
  delta_fen integer not null,
  reason text not null check (reason <> ''),
  by integer not null references user (id)
) strict;
create index dues_change_member on dues_change (member, month);
create index dues_change_month on dues_change (month);

-- deducted: taken from pay, not yet in the bank. arrived: in the bank, with its voucher.
create table dues_batch (
  id integer primary key autoincrement,
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  way text not null check (way in ('payroll', 'cash', 'transfer')),
  state text not null check (state in ('deducted', 'arrived', 'reversed')),
  received_on text not null check (received_on is date(received_on)),
  arrived_on text check (arrived_on is null or arrived_on is date(arrived_on)),
  voucher integer references voucher (id),
  reversal integer references voucher (id),
  source text not null default '',
  sha256 text not null default '',
  receipt_no text not null default '',
  note text not null default '',
  check ((state = 'deducted') = (voucher is null) or state = 'reversed')
) strict;
create index dues_batch_month on dues_batch (month);
create index dues_batch_state on dues_batch (state);
create index dues_batch_voucher on dues_batch (voucher) where voucher is not null;
create index dues_batch_reversal on dues_batch (reversal) where reversal is not null;

-- member null: a payer the roster does not know; the money waits in other payables.
create table dues_paid (
  id integer primary key autoincrement,
  batch integer not null references dues_batch (id),
  member integer references member (id),
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  amount_fen integer not null check (amount_fen <> 0),
  payer text not null default '',
  settled integer references dues_batch (id),
  refund integer references voucher (id),
  note text not null default '',
  check (member is not null or payer <> '')
) strict;
create index dues_paid_batch on dues_paid (batch);
create index dues_paid_member on dues_paid (member, month);
create index dues_paid_month on dues_paid (month);
create index dues_paid_settled on dues_paid (settled) where settled is not null;
create index dues_paid_refund on dues_paid (refund) where refund is not null;

-- What a person decided about a difference that moves no money (记欠缴, 原因).
create table dues_note (
  id integer primary key autoincrement,
  member integer not null references member (id),
  month text not null,
  text text not null,
  unique (member, month)
) strict;

-- The register ties to the ledger at all times: a batch with a voucher is frozen, and may only
-- become `arrived` with a voucher whose dues lines are its own sum.
create trigger dues_batch_no_arrived before insert on dues_batch when new.state <> 'deducted'
begin select raise(abort, '收缴批次要先登记，再到账。'); end;
create trigger dues_batch_no_replace before insert on dues_batch
when exists (select 1 from dues_batch where id = new.id)
begin select raise(abort, '收缴批次不能覆盖。'); end;
create trigger dues_batch_arrive before update on dues_batch
when old.state = 'deducted' and new.state = 'arrived'
begin
  select raise(abort, '到账凭证还没有记账。') where not exists (
    select 1 from voucher where id = new.voucher and posted = 1 and day = new.arrived_on
      and source = 'dues_batch' and source_id = old.id);
  select raise(abort, '批次合计和凭证里的会费收入不一致。') where
    (select coalesce(sum(amount_fen), 0) from dues_paid where batch = old.id and member is not null) <>
    (select coalesce(sum(l.credit_fen - l.debit_fen), 0) from voucher_line l join account a on a.id = l.account
      left join account p on p.id = a.parent
      where l.voucher = new.voucher and 'dues_income' in (coalesce(a.key, ''), coalesce(p.key, '')));
end;
create trigger dues_batch_frozen before update on dues_batch
when old.state = 'arrived' and (new.state <> 'reversed' or new.reversal is null or new.id <> old.id
    or new.month <> old.month or new.voucher is not old.voucher or new.arrived_on is not old.arrived_on)
  and not (new.state = 'arrived' and new.voucher is old.voucher and new.arrived_on is old.arrived_on
    and new.month = old.month and new.id = old.id and new.reversal is old.reversal and new.way = old.way)
begin select raise(abort, '批次已到账入账，只能整批冲销。'); end;
create trigger dues_batch_reverse before update on dues_batch
when old.state = 'arrived' and new.state = 'reversed' and not exists (
    select 1 from voucher where id = new.reversal and reverses = old.voucher and posted = 1)
begin select raise(abort, '要先红字冲销这个批次的凭证。'); end;
create trigger dues_batch_no_clash before update on dues_batch when new.id <> old.id
begin select raise(abort, '收缴批次不能覆盖。'); end;
create trigger dues_batch_ended before update on dues_batch when old.state = 'reversed'
begin select raise(abort, '批次已冲销。'); end;
create trigger dues_batch_no_delete before delete on dues_batch when old.state <> 'deducted'
begin select raise(abort, '批次已到账入账，不能删除。'); end;
create trigger dues_paid_no_insert before insert on dues_paid
when exists (select 1 from dues_batch where id = new.batch and state <> 'deducted')
  or exists (select 1 from dues_paid where id = new.id)
begin select raise(abort, '批次已到账入账，不能加人。'); end;
create trigger dues_paid_no_update before update on dues_paid
when new.id <> old.id or exists (select 1 from dues_batch where id in (old.batch, new.batch) and state <> 'deducted')
  and (new.batch <> old.batch or new.member is not old.member or new.month <> old.month
    or new.amount_fen <> old.amount_fen or new.payer <> old.payer)
begin select raise(abort, '批次已到账入账，不能改金额。'); end;
create trigger dues_paid_no_delete before delete on dues_paid
when exists (select 1 from dues_batch where id = old.batch and state <> 'deducted')
begin select raise(abort, '批次已到账入账，不能删人。'); end;
