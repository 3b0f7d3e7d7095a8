-- Clients are found in a fraction of the time: what is the same for every name is worked out once, and the planner knows how few are found.
set local role app_definer;
--> statement-breakpoint
-- As before, and each word's sound is worked out once, not once for each name; a number or telephone is not looked for among names.
create or replace function app.find_clients(sought text, most integer) returns table (client_id uuid, nearness real)
language plpgsql stable security definer rows 25 set search_path = '' set pg_trgm.word_similarity_threshold = 0.5 as $$
declare
  houses uuid[] := app.agencies_where('caseworker', 'supervisor');
  hidden uuid[] := app.hidden_clients();
  plain text := app.person_name(left(sought, 100));
  parts text[] := (string_to_array(plain, ' '))[1:5];
  keys text[] := (select array_agg(public.dmetaphone(p) order by n) from unnest(parts) with ordinality u(p, n));
  longest text := (select p from unnest(parts) p order by length(p) desc limit 1);
  heard text[] := app.sounds_of(longest);
  digits text := regexp_replace(sought, '[^0-9]', '', 'g');
  named boolean := plain ~ '[^0-9 ]' and plain !~ '^c ?[0-9]+$';
begin
  return query
    with found as (
      select k.id, 2::real as near from public.client k
        where k.agency_id = any(houses) and digits <> '' and (k.number = upper(btrim(sought)) or k.number = 'C-' || lpad(digits, greatest(4, length(digits)), '0'))
      union all
      select k.id, 2::real from public.client k
        where k.agency_id = any(houses) and length(digits) >= 7 and right(regexp_replace(k.telephone, '[^0-9]', '', 'g'), 10) = right(digits, 10)
      union all
      select n.id, n.near from (
        select k.id, k.search_name, k.sounds, public.word_similarity(longest, k.search_name) as near
        from public.client k
        where named and k.agency_id = any(houses) and (longest operator(public.<%) k.search_name or k.sounds && heard)) n
        where cardinality(parts) = 1
      union all
      select n.id, w.near from (
        select k.id, k.search_name, k.sounds from public.client k
        where named and cardinality(parts) > 1 and k.agency_id = any(houses) and (longest operator(public.<%) k.search_name or k.sounds && heard)) n
        cross join lateral (
          select avg(public.word_similarity(u.p, n.search_name))::real as near, bool_and(public.word_similarity(u.p, n.search_name) >= 0.5 or u.key = any(n.sounds)) as every
          from unnest(parts, keys) u(p, key)) w
        where w.every
    )
    select coalesce(l.shown_client_id, f.id), max(f.near) from (select x.id, max(x.near) as near from found x where x.id <> all(hidden) group by 1 order by 2 desc, 1 limit least(most, 100) * 2) f
    left join public.client_pair l on l.state = 'linked' and f.id in (l.client_id, l.other_client_id) and l.shown_client_id <> f.id and l.shown_client_id <> all(hidden)
    group by 1 order by 2 desc, 1 limit least(most, 100);
end
$$;
--> statement-breakpoint
alter function app.client_likenesses(text, text, date, text, uuid) rows 10;
alter function app.find_documents(text, uuid, integer) rows 50;
--> statement-breakpoint
set local role app_owner;
