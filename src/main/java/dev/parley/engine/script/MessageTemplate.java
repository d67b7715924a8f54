package dev.parley.engine.script;

import dev.parley.conversation.Button;
import java.util.List;

/** One message as a manifest writes it: a text that may name variables, and perhaps buttons below. */
record MessageTemplate(String text, List<Button> buttons) {}
