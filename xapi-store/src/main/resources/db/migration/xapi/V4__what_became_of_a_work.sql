-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Whether an accepted work was returned later: asked for each acceptance of a period.
create index project_event_by_work on xapi.project_event (subject, project, happened);
