// Copyright the Khuê authors
// SPDX-License-Identifier: Apache-2.0

// What learning content does with tincanjs. Each answer goes back to the test under the name of what was asked.
async (store) => {
  const tincan = new TinCan({
    recordStores: [{ endpoint: store.endpoint, username: store.key, password: store.secret, allowFail: false }],
  });
  const lrs = tincan.recordStores[0];
  // The library's calls take a configuration with a callback(error, result); an error is the status, as far as known.
  const ask = (method, ...subject) => (parameters) => new Promise((resolve) => {
    lrs[method](...subject, { ...parameters, callback: (error, result) => resolve({ error, result }) });
  });
  const result = async (asked) => {
    const { error, result } = await asked;
    if (error !== null) throw new Error("status " + error + ": " + (result && result.responseText));
    return result;
  };
  const actor = new TinCan.Agent({ account: { homePage: "https://khue.example/pid", name: store.registration } });
  const activity = new TinCan.Activity({ id: "https://khue.example/lessons/tincan", definition: { name: { vi: "Bài học" } } });
  const statement = () => new TinCan.Statement({
    actor,
    verb: { id: "http://adlnet.gov/expapi/verbs/experienced", display: { vi: "đã xem" } },
    target: activity,
    context: { registration: store.registration },
  });
  const answers = { version: lrs.version };

  answers.about = (await result(ask("about")({}))).version;

  const first = statement();
  answers.sent = [first.id];
  await result(ask("saveStatement", first)({}));
  answers.read = (await result(ask("retrieveStatement", first.id)({}))).verb.id;
  const more = [statement(), statement(), statement(), statement()];
  answers.sentTogether = more.map((each) => each.id);
  await result(ask("saveStatements", more)({}));

  let page = await result(ask("queryStatements")({ params: { registration: store.registration, agent: actor, limit: 2 } }));
  answers.queried = page.statements.map((found) => found.id);
  answers.pages = 1;
  while (page.more) {
    page = await result(ask("moreStatements")({ url: page.more }));
    answers.queried.push(...page.statements.map((found) => found.id));
    answers.pages += 1;
  }

  const state = { agent: actor, activity, registration: store.registration, contentType: "application/json" };
  await result(ask("saveState", "bookmark", JSON.stringify({ page: 1 }))(state));
  const kept = await result(ask("retrieveState", "bookmark")(state));
  answers.stateRead = kept.contents;
  await result(ask("saveState", "bookmark", JSON.stringify({ page: 2 }))({ ...state, lastSHA1: kept.etag }));
  answers.stateChangedTooLate = (await ask("saveState", "bookmark", JSON.stringify({ page: 3 }))({ ...state, lastSHA1: kept.etag })).error;
  answers.stateReadAgain = (await result(ask("retrieveState", "bookmark")(state))).contents;
  await result(ask("dropState", "bookmark")(state));
  answers.stateGone = await result(ask("retrieveState", "bookmark")(state));

  const profile = { activity, contentType: "application/json" };
  await result(ask("saveActivityProfile", "settings" + store.registration, JSON.stringify({ font: "lớn" }))(profile));
  answers.profileRead = (await result(ask("retrieveActivityProfile", "settings" + store.registration)(profile))).contents;
  const person = { agent: actor, contentType: "application/json" };
  await result(ask("saveAgentProfile", "settings", JSON.stringify({ theme: "tối" }))(person));
  answers.agentProfileRead = (await result(ask("retrieveAgentProfile", "settings")(person))).contents;

  const attachment = new TinCan.Attachment({
    usageType: "https://khue.example/usage/work",
    display: { vi: "Bài làm" },
    contentType: "text/plain",
  });
  attachment.setContentFromString("Bài làm của Bông");
  const attached = statement();
  attached.attachments = [attachment];
  await result(ask("saveStatement", attached)({}));
  const withWork = await result(ask("retrieveStatement", attached.id)({ params: { attachments: true } }));
  answers.workRead = withWork.attachments[0].getContentAsString();

  await new Promise((resolve) => tincan.voidStatement(first.id, resolve, { actor }));
  answers.voidedIsHidden = (await ask("retrieveStatement", first.id)({})).error;
  answers.voidedRead = (await result(ask("retrieveVoidedStatement", first.id)({}))).id;

  const stranger = new TinCan.LRS({ endpoint: store.endpoint, username: store.key, password: "wrong", allowFail: false });
  answers.wrongSecret = await new Promise((resolve) => stranger.queryStatements({ params: {}, callback: (error) => resolve(error) }));
  return answers;
}
