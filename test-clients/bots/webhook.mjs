// A bot behind engine webhook, in Node: PORT=8000 node webhook.mjs

import { createServer } from "node:http";

createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { data } = JSON.parse(body);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ messages: [`node: ${data.event.text}`] }));
}).listen(process.env.PORT ?? 8000, "127.0.0.1", () => console.log("listening"));
