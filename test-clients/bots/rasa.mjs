// A service that speaks Rasa's REST channel, in Node: PORT=5005 node rasa.mjs

import { createServer } from "node:http";

createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { sender, message } = JSON.parse(body);
  const buttons = [{ title: "Again", payload: "/again" }];
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify([{ recipient_id: sender, text: `node: ${message}`, buttons }]));
}).listen(process.env.PORT ?? 5005, "127.0.0.1", () => console.log("listening"));
