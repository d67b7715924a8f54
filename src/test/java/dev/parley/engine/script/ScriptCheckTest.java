package dev.parley.engine.script;

import static dev.parley.engine.script.Manifests.bilingual;
import static dev.parley.engine.script.Manifests.desk;
import static dev.parley.engine.script.Manifests.english;
import static dev.parley.engine.script.Manifests.json;
import static dev.parley.engine.script.Manifests.parley;
import static dev.parley.engine.script.Manifests.responder;
import static dev.parley.engine.script.Manifests.skill;
import static dev.parley.engine.script.Manifests.small;
import static dev.parley.engine.script.Manifests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bot.Problem;
import dev.parley.delivery.Heard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptCheckTest {
    private final ScriptProvider provider = new ScriptProvider();

    @Test
    void aidasManifestsAreFineAsTheyAre() {
        assertThat(check(small())).isEmpty();
        assertThat(check(bilingual())).isEmpty();
        assertThat(check(small().put("data_tables", new JsonArray()).put("public_keys", new JsonArray())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"survey", "decision_tree", "scheduled_messages"})
    void aSkillThatIsNotRunIsRefusedWithItsName(String type) {
        JsonObject skill = json("{'id':'f1','name':'Food safety','anything':1}").put("type", type);

        assertThat(check(with(small(), skill)))
                .containsExactly(json("{'path':'#/skills/1'}")
                        .put("message", "Skills of type " + type + " are not supported (Food safety)"));
    }

    @Test
    void aDuplicatedSkillIsRefusedWithEveryPlaceLastFirst() {
        JsonObject detector = json("{'type':'language_detector','explanation':'?','languages':{'en':['english']}}");

        assertThat(check(small().put("skills", new JsonArray().add(detector).add(detector.copy()))))
                .containsExactly(
                        json("{'message':'Duplicated skills (language_detector)','path':['#/skills/1','#/skills/0']}"));
        assertThat(check(with(small(), responder("wine", "wine"), responder("menu", "other"))))
                .containsExactly(json("{'message':'Duplicated skills (menu)','path':['#/skills/2','#/skills/0']}"));
        assertThat(check(with(small(), detector, responder("language_detector", "x"))))
                .containsExactly(
                        json("{'message':'Duplicated skills (language_detector)','path':['#/skills/2','#/skills/1']}"));
    }

    @Test
    void partsOfTheManifestThatAreMissingAreListed() {
        assertThat(check(json("{'version':'1'}")))
                .containsExactly(
                        json(
                                "{'path':'#','error':{'missing':['languages','front_desk','skills','notifications_url','variables']}}"));
        assertThat(check(json("{'engine':{'type':'script'}}")))
                .containsExactly(json("{'path':'#','error':{'missing':['languages','front_desk','skills']}}"));
    }

    /** Each row replaces one key of the small bot, at a path from the top, and shows what is said about that. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "languages | 'en' | {'path':'#/languages','error':{'expected':['array'],'actual':'string'}}",
                "languages | [] | {'path':'#/languages','error':{'expected':1,'actual':0}}",
                "notifications_url | 1 | {'path':'#/notifications_url','error':{'expected':['string'],'actual':'integer'}}",
                "notifications_url | '' | {'path':'#/notifications_url','error':{'expected':1,'actual':0}}",
                "variables | {} | {'path':'#/variables','error':{'expected':['array'],'actual':'object'}}",
                "variables | [1] | {'path':'#/variables/0','error':{'expected':['object'],'actual':'integer'}}",
                "variables | [{'name':'a'}] | {'path':'#/variables/0','error':{'missing':['values']}}",
                "variables | [{'name':'','values':{'en':''}}] | {'path':'#/variables/0/name','error':{'expected':1,'actual':0}}",
                "variables | [{'name':'a','values':{'en':1}}] | {'path':'#/variables/0/values/en','error':{'expected':['string'],'actual':'integer'}}",
                "variables | [{'name':'a','values':{'en':''},'overrides':[{}]}] | {'path':'#/variables/0/overrides','message':'Variable overrides are not supported (a)'}",
                "front_desk | null | {'path':'#/front_desk','error':{'expected':['object'],'actual':'null'}}",
                "front_desk/greeting | 'Hello' | {'path':'#/front_desk/greeting','error':{'expected':['object'],'actual':'string'}}",
                "front_desk/greeting | {} | {'path':'#/front_desk/greeting','error':{'missing':['message']}}",
                "front_desk/greeting | {'message':{}} | {'path':'#/front_desk/greeting/message','error':{'expected':1,'actual':0}}",
                "front_desk/greeting | {'message':{'en':''}} | {'path':'#/front_desk/greeting/message/en','error':{'expected':1,'actual':0}}",
                "front_desk/greeting | {'message':{'English':'Hi'}} | {'path':'#/front_desk/greeting/message/English','message':'Languages are two or three lower-case letters (English)'}",
                "front_desk/greeting | {'message':{'en':'{{1+1}}'}} | {'path':'#/front_desk/greeting/message/en','message':'Expressions in {{ }} are not supported'}",
                "front_desk/greeting | {'message':{'en':['Hi']}} | {'path':'#/front_desk/greeting/message/en','error':{'expected':['string'],'actual':'array'}}",
                "front_desk/greetings | {} | {'path':'#/front_desk/greetings','error':{'unknown':'greetings','nearest':'greeting'}}",
                "front_desk/threshold | '0.3' | {'path':'#/front_desk/threshold','error':{'expected':['number'],'actual':'string'}}",
                "front_desk/threshold | 0 | {'path':'#/front_desk/threshold','message':'The threshold is a number from 0.01 to 0.5'}",
                "front_desk/threshold | 0.51 | {'path':'#/front_desk/threshold','message':'The threshold is a number from 0.01 to 0.5'}",
                "front_desk/unsubscribe | [] | {'path':'#/front_desk/unsubscribe','error':{'expected':['object'],'actual':'array'}}",
                "front_desk/unsubscribe | {} | {'path':'#/front_desk/unsubscribe','error':{'missing':['introduction_message','keywords','acknowledge_message']}}",
                "front_desk/unsubscribe/keywords | {'en':['no more']} | {'path':'#/front_desk/unsubscribe/keywords/en/0','message':'Keywords must be single words (no more)'}",
                "skills | null | {'path':'#/skills','error':{'expected':['array'],'actual':'null'}}",
                "skills | [] | {'path':'#/skills','error':{'expected':1,'actual':0}}",
                "skills | ['menu'] | {'path':'#/skills/0','error':{'expected':['object'],'actual':'string'}}",
                "skills | [{'id':'x'}] | {'path':'#/skills/0','error':{'missing':['type']}}",
                "skills | [{'type':1}] | {'path':'#/skills/0/type','error':{'expected':['string'],'actual':'integer'}}",
                "skills | [{'type':'keyword_respondent'}] | {'path':'#/skills/0/type','error':{'enum':['keyword_responder','language_detector','human_override'],'actual':'keyword_respondent','nearest':'keyword_responder'}}",
                "skills | [{'type':'image_responder'}] | {'path':'#/skills/0/type','error':{'enum':['keyword_responder','language_detector','human_override'],'actual':'image_responder','nearest':'keyword_responder'}}",
                "skills | [{'type':'keyword_responder'}] | {'path':'#/skills/0','error':{'missing':['id','name','explanation','clarification','response','keywords']}}",
                "skills | [{'type':'language_detector'}] | {'path':'#/skills/0','error':{'missing':['explanation','languages']}}",
            })
    void whatIsWrongIsSaidWithItsPlace(String path, String value, String problem) {
        JsonObject manifest = small();
        JsonObject owner = manifest;
        String[] keys = path.split("/");
        for (int i = 0; i < keys.length - 1; i++) {
            owner = owner.getJsonObject(keys[i]);
        }
        owner.put(keys[keys.length - 1], json("{'v':" + value + "}").getValue("v"));

        assertThat(check(manifest)).containsExactly(json(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id | '' | {'path':'#/skills/0/id','error':{'expected':1,'actual':0}}",
                "name | 5 | {'path':'#/skills/0/name','error':{'expected':['string'],'actual':'integer'}}",
                "explanation | 'x' | {'path':'#/skills/0/explanation','error':{'expected':['object'],'actual':'string'}}",
                "explanation | {'en':null} | {'path':'#/skills/0/explanation/en','error':{'expected':['string'],'actual':'null'}}",
                "response | {'en':''} | {'path':'#/skills/0/response/en','error':{'expected':1,'actual':0}}",
                "response | {'en':'Hi {{ name }}!'} | {'path':'#/skills/0/response/en','message':'Expressions in {{ }} are not supported'}",
                "response | {'en':{'text':'x'}} | {'path':'#/skills/0/response/en','error':{'expected':['string'],'actual':'object'}}",
                "keywords | {'en':'menu'} | {'path':'#/skills/0/keywords/en','error':{'expected':['array'],'actual':'string'}}",
                "keywords | {'en':[]} | {'path':'#/skills/0/keywords/en','error':{'expected':1,'actual':0}}",
                "keywords | {'en':['menu','']} | {'path':'#/skills/0/keywords/en/1','error':{'expected':1,'actual':0}}",
                "keywords | {'en':['menu','the menu']} | {'path':'#/skills/0/keywords/en/1','message':'Keywords must be single words (the menu)'}",
                "keywords | {'en':['e-mail']} | {'path':'#/skills/0/keywords/en/0','message':'Keywords must be single words (e-mail)'}",
                "keywords | {'en':['👍']} | {'path':'#/skills/0/keywords/en/0','message':'Keywords must be single words (👍)'}",
                "relevant | '${age} > 17' | {'path':'#/skills/0/relevant','message':'Expressions in relevant are not supported (The menu)'}",
                "training_sentences | {} | {'path':'#/skills/0/training_sentences','error':{'unknown':'training_sentences','nearest':'response'}}",
                "keyword | [] | {'path':'#/skills/0/keyword','error':{'unknown':'keyword','nearest':'keywords'}}",
            })
    void whatIsWrongWithASkillIsSaid(String key, String value, String problem) {
        JsonObject manifest = small();
        skill(manifest, 0).put(key, json("{'v':" + value + "}").getValue("v"));

        assertThat(check(manifest)).containsExactly(json(problem));
    }

    @Test
    void aKeywordNobodyWouldWriteIsRefused() {
        assertThat(check(with(small(), responder("long", "x".repeat(100))))).isEmpty();
        assertThat(check(with(small(), responder("long", "x".repeat(101)))))
                .containsExactly(
                        json("{'path':'#/skills/1/keywords/en/0','message':'Keywords have at most 100 characters'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "explanation | {'en':'?'} | {'path':'#/skills/0/explanation','error':{'expected':['string'],'actual':'object'}}",
                "languages | {'fr':['french']} | {'path':'#/skills/0/languages/fr','message':'Not one of the bot`s languages (fr)'}",
                "reply_to_unsupported_language | 'no' | {'path':'#/skills/0/reply_to_unsupported_language','error':{'expected':['boolean'],'actual':'string'}}",
                "reply_to_unsupported_language | true | {'path':'#/skills/0/reply_to_unsupported_language','message':'Recognising unsupported languages is not supported (language_detector)'}",
            })
    void whatIsWrongWithALanguageDetectorIsSaid(String key, String value, String problem) {
        JsonObject manifest = bilingual();
        skill(manifest, 0).put(key, json("{'v':" + value + "}").getValue("v"));

        JsonObject expected = json(problem);
        if (expected.containsKey("message")) {
            expected.put("message", expected.getString("message").replace('`', '\''));
        }
        assertThat(check(manifest)).containsExactly(expected);
    }

    @Test
    void whatCanBeSwitchedOffMayBeThere() {
        JsonObject manifest = bilingual()
                .put("variables", new JsonArray().add(json("{'name':'a','values':{'en':''},'overrides':[]}")));
        skill(manifest, 0).put("reply_to_unsupported_language", false);

        assertThat(check(manifest)).isEmpty();
    }

    @Test
    void bracesThatAreNoExpressionAreText() {
        JsonObject manifest = small();
        skill(manifest, 0).put("response", english("{{ and }, ${name}"));

        assertThat(check(manifest)).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        JsonObject manifest = small().put("languages", new JsonArray().add("EN").add(1));
        desk(manifest).remove("greeting");
        desk(manifest).put("threshold", true);
        skill(manifest, 0).remove("keywords");

        assertThat(check(manifest))
                .containsExactly(
                        json("{'path':'#/languages/0','message':'Languages are two or three lower-case letters (EN)'}"),
                        json("{'path':'#/languages/1','error':{'expected':['string'],'actual':'integer'}}"),
                        json("{'path':'#/front_desk','error':{'missing':['greeting']}}"),
                        json("{'path':'#/front_desk/threshold','error':{'expected':['number'],'actual':'boolean'}}"),
                        json("{'path':'#/skills/0','error':{'missing':['keywords']}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | {'path':'#/skills/0/response/en','error':{'expected':1,'actual':0}}",
                "['a',''] | {'path':'#/skills/0/response/en/1','error':{'expected':1,'actual':0}}",
                "['a',5] | {'path':'#/skills/0/response/en/1','error':{'expected':['string'],'actual':'integer'}}",
                "[['a']] | {'path':'#/skills/0/response/en/0','error':{'expected':['string'],'actual':'array'}}",
                "{} | {'path':'#/skills/0/response/en','error':{'missing':['text']}}",
                "{'text':'a','button':[]} | {'path':'#/skills/0/response/en/button','error':{'unknown':'button','nearest':'buttons'}}",
                "{'text':'a','buttons':'b'} | {'path':'#/skills/0/response/en/buttons','error':{'expected':['array'],'actual':'string'}}",
                "{'text':'a','buttons':[{'title':'b'}]} | {'path':'#/skills/0/response/en/buttons/0','error':{'missing':['value']}}",
                "{'text':'a','buttons':[{'title':'','value':'b'}]} | {'path':'#/skills/0/response/en/buttons/0/title','error':{'expected':1,'actual':0}}",
            })
    void parleysFormsOfATextAreCheckedToo(String response, String problem) {
        JsonObject manifest = parley(small());
        skill(manifest, 0).put("response", json("{'en':" + response + "}"));

        assertThat(check(manifest)).containsExactly(json(problem));
    }

    @Test
    void theEngineItselfHasNoSettings() {
        assertThat(check(small().put("engine", json("{'type':'script','prefix':''}"))))
                .containsExactly(json("{'path':'#/engine/prefix','error':{'unknown':'prefix','nearest':'type'}}"));
    }

    @Test
    void noEngineIsMadeOfAManifestWithProblems() {
        JsonObject manifest = small().put("skills", new JsonArray());

        assertThatThrownBy(() -> provider.create(null, Heard.bot(manifest)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("#/skills");
    }

    private List<JsonObject> check(JsonObject manifest) {
        return provider.check(manifest).stream().map(Problem::json).toList();
    }
}
