// A model that says back what it hears, behind the chat-completions endpoint: PORT=8001 node openai.mjs

import { createServer } from "node:http";

createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { messages } = JSON.parse(body);
  response.setHeader("content-type", "text/event-stream");
  for (const content of ["node: ", messages.at(-1).content])
    response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
  response.end("data: [DONE]\n\n");
}).listen(process.env.PORT ?? 8001, "127.0.0.1", () => console.log("listening"));
