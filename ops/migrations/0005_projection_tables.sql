-- Puts a freshly filled ledger.<name>__new in the place of ledger.<name>, inside the caller's transaction: a reader
-- sees the old rows or the new ones. What others were granted on the old table they have on the new one.
create function ledger_swap_table(p_name text) returns void
language plpgsql
as $$
declare
    old regclass := to_regclass(format('ledger.%I', p_name));
    granted record;
begin
    if old is not null then
        for granted in
            select case a.grantee when 0 then 'public' else quote_ident(r.rolname) end as grantee, a.privilege_type,
                   case when a.is_grantable then ' with grant option' else '' end as option
            from pg_class c, aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
            where c.oid = old and a.grantee <> c.relowner
        loop
            execute format('grant %s on ledger.%I to %s%s',
                granted.privilege_type, p_name || '__new', granted.grantee, granted.option);
        end loop;

        -- A view or a materialised view hangs on the old table itself: keep that one and replace its rows.
        if exists (select from pg_depend d
                   where d.refobjid = old and d.classid = 'pg_rewrite'::regclass and d.deptype = 'n') then
            execute format('delete from ledger.%I', p_name);
            execute format('insert into ledger.%I select * from ledger.%I', p_name, p_name || '__new');
            execute format('drop table ledger.%I', p_name || '__new');
            return;
        end if;
        execute format('drop table ledger.%I', p_name);
    end if;
    execute format('alter table ledger.%I rename to %I', p_name || '__new', p_name);
    execute format('alter index ledger.%I rename to %I', p_name || '__new_pkey', p_name || '_pkey');
end
$$;
