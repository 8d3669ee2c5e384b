-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

create type xapi.ascending as (list float8[]);

-- Each class keeps its numbers in order, so not all are sorted again: of any number it takes a look into each list to know
-- how many are not above it, and halving what is left between two bounds soon leaves few.
create function xapi.percentile(part float8, lists xapi.ascending[]) returns float8
    language plpgsql immutable parallel safe as $$
declare
    numbers   bigint;
    place     bigint;
    rest      float8;
    low       float8;
    high      float8;
    middle    float8;
    below     bigint := 0;
    up_to     bigint;
    found     bigint;
    few       float8[];
    following float8;
begin
    select sum(cardinality(list)), min(list[1]), max(list[cardinality(list)]) into numbers, low, high
      from (select (one).list from (select unnest(lists) as one) as every) as told;
    place := 1 + floor(part * (numbers - 1));
    rest := part * (numbers - 1) - (place - 1);
    low := low - greatest(1, abs(low));
    up_to := numbers;
    while up_to - below > 5000 and high - low > 1e-9 loop
        middle := (low + high) / 2;
        exit when middle <= low or middle >= high;
        select sum(width_bucket(middle, (one).list)) into found from (select unnest(lists) as one) as every;
        if found >= place then
            high := middle;
            up_to := found;
        else
            low := middle;
            below := found;
        end if;
    end loop;
    if cardinality(lists) = 1 then
        few := lists[1].list[below + 1 : up_to];
    else
        select array_agg(number order by number) into few
          from (select unnest((one).list[width_bucket(low, (one).list) + 1 : width_bucket(high, (one).list)]) as number
                  from (select unnest(lists) as one) as every) as told;
    end if;
    if rest = 0 then
        return few[place - below];
    end if;
    following := coalesce(
        few[place - below + 1],
        (select min((one).list[width_bucket(high, (one).list) + 1]) from (select unnest(lists) as one) as every));
    return few[place - below] + rest * (following - few[place - below]);
end $$;
comment on function xapi.percentile is
    'as percentile_cont: where the part lies between two numbers, between these; null where there is no number';
