-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- One plan is right for any number of references (version 9), and making it anew takes longer than following them.
alter function xapi.link_references(bigint[]) set plan_cache_mode = force_generic_plan;
