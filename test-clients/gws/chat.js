// A page that polls as the clients of this protocol do: one request after the other, and never again after one that
// failed. The server's address and key come with the page's own address: ?data=http://host/api/v2/chats/&apikey=k

const settings = new URLSearchParams(location.search);
const dataUrl = settings.get("data");
const POLL_MS = 3000;
const STOPPED_TYPING_MS = 2000;

const $ = (id) => document.getElementById(id);
let chat;
let polling;
let typing;

/** For whoever looks at the page from outside: polls that were answered, and operations by how they went. */
window.seen = { polls: 0, done: [], refused: [] };

function send(method, url, body, done) {
  const request = new XMLHttpRequest();
  request.open(method, url);
  request.setRequestHeader("apikey", settings.get("apikey") ?? "");
  request.setRequestHeader("Content-Type", "application/json");
  request.withCredentials = false;
  request.onload = () => {
    const answer = JSON.parse(request.responseText);
    if (request.status === 200) {
      if (body) window.seen.done.push(body.operationName);
      done?.(answer);
    } else {
      window.seen.refused.push({ operation: body?.operationName, status: request.status, code: answer.statusCode });
    }
  };
  request.send(body && JSON.stringify(body, null, 2));
}

const operate = (operationName, more, done) => send("POST", dataUrl + chat, { operationName, ...more }, done);

function show(text, kind) {
  const line = document.createElement("li");
  line.className = kind;
  line.innerHTML = text;
  $("transcript").append(line);
}

function poll() {
  polling = setTimeout(() => {
    send("GET", `${dataUrl}${chat}/messages`, undefined, ({ messages, statusCode }) => {
      if (statusCode !== 0) throw new Error(`statusCode ${statusCode}`);
      // An entry that cannot be shown throws here, and nobody asks again.
      messages.forEach(entry);
      window.seen.polls++;
      poll();
    });
  }, POLL_MS);
}

function entry({ from, type, text }) {
  const number = parseInt(from.participantId, 10);
  if (type === "Text") {
    if (from.type === "Agent") $("typing").hidden = true;
    show(`${from.nickname}: ${text.trim()}`, `text ${from.type} p${number}`);
  } else if (type === "ParticipantJoined" && from.type === "Customer") {
    show("Chat Started", "note");
  } else if (type === "ParticipantJoined" && from.type === "Agent") {
    show(`${from.nickname} Connected`, "note");
  } else if (type === "ParticipantLeft" && from.type === "Agent") {
    show(`${from.nickname} Disconnected`, "note");
  } else if (type === "ParticipantLeft" && from.type === "Customer") {
    show("Chat Ended", "note");
  } else if (type.startsWith("Typing") && from.type === "Agent") {
    $("typing").hidden = type === "TypingStopped";
  }
}

$("start").onsubmit = (event) => {
  event.preventDefault();
  const nickname = $("nickname").value || "Anonymous";
  const subject = $("subject").value || "No Subject";
  const userData = $("nickname").value ? { FirstName: nickname, LastName: "", EmailAddress: "" } : {};
  send("POST", dataUrl, { operationName: "RequestChat", nickname, subject, userData }, ({ id }) => {
    chat = window.seen.chat = id;
    $("start").hidden = true;
    $("chat").hidden = false;
    poll();
  });
};

$("text").onkeydown = (event) => {
  if (event.key === "Enter") {
    operate("SendMessage", { text: $("text").value });
    $("text").value = "";
    return;
  }
  if (!typing) operate("SendStartTypingNotification");
  clearTimeout(typing);
  typing = setTimeout(() => {
    typing = undefined;
    operate("SendStopTypingNotification");
  }, STOPPED_TYPING_MS);
};

$("end").onclick = () => {
  clearTimeout(polling);
  operate("Complete");
  show("Chat Ended", "note");
};

/** What such pages have and never call: a question with a query that is no query. */
window.state = () => new Promise((done) => send("GET", `${dataUrl}${chat}?{}`, undefined, done));
