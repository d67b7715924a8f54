package dev.parley.engine.script;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Manifests to talk to; every call makes a new one, to be changed at will. */
final class Manifests {
    private Manifests() {}

    /** Writes JSON with single quotes. */
    static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    /** AIDA's smallest bot: English only, one keyword skill; every text is its own name in capitals. */
    static JsonObject small() {
        return json("""
                {'version':'1','languages':['en'],'notifications_url':'http://ops.example/n','variables':[],
                 'front_desk':{'greeting':{'message':{'en':'GREETING'}},'introduction':{'message':{'en':'INTRODUCTION'}},
                  'not_understood':{'message':{'en':'NOT UNDERSTOOD'}},'clarification':{'message':{'en':'CLARIFICATION'}},
                  'threshold':0.3,
                  'unsubscribe':{'introduction_message':{'message':{'en':'HOW TO STOP'}},'keywords':{'en':['stop']},
                   'acknowledge_message':{'message':{'en':'STOPPED'}}}},
                 'skills':[],
                 'channels':[{'type':'websocket','access_token':'TOKEN'}]}
                """).put("skills", new JsonArray().add(responder("menu", "menu", "food")));
    }

    /** A keyword skill in English that says its id. */
    static JsonObject responder(String id, String... keywords) {
        JsonArray words = new JsonArray();
        for (String keyword : keywords) {
            words.add(keyword);
        }
        return json("{'type':'keyword_responder'}")
                .put("id", id)
                .put("name", "The " + id)
                .put("explanation", english("explain " + id))
                .put("clarification", english("clarify " + id))
                .put("keywords", new JsonObject().put("en", words))
                .put("response", english("respond " + id));
    }

    static JsonObject english(String text) {
        return new JsonObject().put("en", text);
    }

    /** The small bot in English and Spanish, with a detector as its first skill. */
    static JsonObject bilingual() {
        JsonObject manifest = small();
        manifest.put("languages", new JsonArray().add("en").add("es"));
        JsonObject desk = manifest.getJsonObject("front_desk");
        desk.getJsonObject("greeting").getJsonObject("message").put("es", "SALUDO");
        desk.getJsonObject("unsubscribe").getJsonObject("keywords").put("es", new JsonArray().add("basta"));
        desk.getJsonObject("unsubscribe")
                .getJsonObject("acknowledge_message")
                .getJsonObject("message")
                .put("es", "BASTA YA");
        JsonObject menu = manifest.getJsonArray("skills").getJsonObject(0);
        menu.getJsonObject("keywords").put("es", new JsonArray().add("carta"));
        menu.getJsonObject("response").put("es", "responde carta");
        JsonArray skills = new JsonArray().add(json("""
                                {'type':'language_detector','explanation':'English or español?',
                                 'languages':{'en':['english','en'],'es':['español','spanish']}}
                                """)).add(menu);
        return manifest.put("skills", skills);
    }

    /** Adds skills. */
    static JsonObject with(JsonObject manifest, JsonObject... skills) {
        for (JsonObject skill : skills) {
            manifest.getJsonArray("skills").add(skill);
        }
        return manifest;
    }

    /** The same bot as a manifest of Parley's own. */
    static JsonObject parley(JsonObject manifest) {
        return manifest.put("engine", new JsonObject().put("type", "script"));
    }

    static JsonObject desk(JsonObject manifest) {
        return manifest.getJsonObject("front_desk");
    }

    static JsonObject skill(JsonObject manifest, int index) {
        return manifest.getJsonArray("skills").getJsonObject(index);
    }
}
