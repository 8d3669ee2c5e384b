// Copyright the Khuê authors
// SPDX-License-Identifier: Apache-2.0

// What learning content does with @xapi/xapi. Each answer goes back to the test under the name of what was asked.
async (store) => {
  const xapi = new XAPI({ endpoint: store.endpoint, auth: XAPI.toBasicAuth(store.key, store.secret), version: "1.0.3" });
  const agent = { objectType: "Agent", account: { homePage: "https://khue.example/pid", name: store.registration } };
  const activityId = "https://khue.example/lessons/xapi";
  const statement = (page) => ({
    actor: agent,
    verb: { id: "http://adlnet.gov/expapi/verbs/experienced", display: { vi: "đã xem" } },
    object: { objectType: "Activity", id: activityId, definition: { name: { vi: "Trang " + page } } },
    context: { registration: store.registration },
  });
  const status = (promise) => promise.then((answer) => answer.status, (failure) => failure.response.status);
  const answers = {};

  answers.about = (await xapi.getAbout()).data.version;

  answers.sent = (await xapi.sendStatement({ statement: statement(0) })).data;
  answers.read = (await xapi.getStatement({ statementId: answers.sent[0] })).data;
  answers.sentTogether = (await xapi.sendStatements({ statements: [1, 2, 3, 4].map(statement) })).data;

  let page = (await xapi.getStatements({ registration: store.registration, agent, limit: 2 })).data;
  answers.queried = page.statements.map((found) => found.id);
  answers.pages = 1;
  while (page.more) {
    page = (await xapi.getMoreStatements({ more: page.more })).data;
    answers.queried.push(...page.statements.map((found) => found.id));
    answers.pages += 1;
  }

  const state = { agent, activityId, stateId: "bookmark", registration: store.registration };
  answers.stateCreated = await status(xapi.createState({ ...state, state: { page: 1 }, etag: "*", matchHeader: "If-None-Match" }));
  answers.stateCreatedTwice = await status(xapi.createState({ ...state, state: { page: 1 }, etag: "*", matchHeader: "If-None-Match" }));
  const kept = await xapi.getState(state);
  answers.stateRead = kept.data;
  answers.stateChanged = await status(xapi.setState({ ...state, state: { page: 2 }, etag: kept.headers.etag, matchHeader: "If-Match" }));
  answers.stateChangedTooLate = await status(xapi.setState({ ...state, state: { page: 3 }, etag: kept.headers.etag, matchHeader: "If-Match" }));
  answers.stateReadAgain = (await xapi.getState(state)).data;
  answers.states = (await xapi.getStates(state)).data;
  answers.stateDeleted = await status(xapi.deleteState(state));
  answers.stateGone = await status(xapi.getState(state));

  const profile = { activityId, profileId: "settings" + store.registration };
  answers.profileCreated = await status(xapi.createActivityProfile({ ...profile, profile: { font: "lớn" }, etag: "*", matchHeader: "If-None-Match" }));
  answers.profileRead = (await xapi.getActivityProfile(profile)).data;
  const person = { agent, profileId: "settings" };
  answers.agentProfileCreated = await status(xapi.createAgentProfile({ ...person, profile: { theme: "tối" }, etag: "*", matchHeader: "If-None-Match" }));
  answers.agentProfileRead = (await xapi.getAgentProfile(person)).data;
  answers.activity = (await xapi.getActivity({ activityId })).data;
  answers.person = (await xapi.getAgent({ agent })).data;

  const work = new TextEncoder().encode("Bài làm của Bông");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", work));
  const attachment = {
    usageType: "https://khue.example/usage/work",
    display: { vi: "Bài làm" },
    contentType: "text/plain",
    length: work.byteLength,
    sha2: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
  const attached = { ...statement(5), attachments: [attachment] };
  const sentWithWork = (await xapi.sendStatement({ statement: attached, attachments: [work.buffer] })).data;
  const withWork = (await xapi.getStatement({ statementId: sentWithWork[0], attachments: true })).data;
  answers.workRead = JSON.stringify(withWork);

  await xapi.voidStatement({ actor: agent, statementId: answers.sent[0] });
  answers.voidedIsHidden = await status(xapi.getStatement({ statementId: answers.sent[0] }));
  answers.voidedRead = (await xapi.getVoidedStatement({ voidedStatementId: answers.sent[0] })).data;

  const stranger = new XAPI({ endpoint: store.endpoint, auth: XAPI.toBasicAuth(store.key, "wrong"), version: "1.0.3" });
  answers.wrongSecret = await status(stranger.getStatements());
  return answers;
}
