package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1&b[x]=2 | {'a':'1','b':{'x':'2'}}",
                "a=1&b%5Bx%5D=2&b%5By%5D=3 | {'a':'1','b':{'x':'2','y':'3'}}",
                "a=1&a=2 | {'a':'2'}",
                "a[]=1&a[]=2 | {'a':['1','2']}",
                "a[b][c]=1&a[b][d]=2 | {'a':{'b':{'c':'1','d':'2'}}}",
                "a[][b]=1&a[][b]=2 | {'a':[{'b':'1'},{'b':'2'}]}",
                "a=1&a[b]=2 | {'a':{'b':'2'}}",
                "a[b]=1&a=2 | {'a':'2'}",
                "a[=1&b]=2&[c]=3 | {'a[':'1','b]':'2','[c]':'3'}",
                "a=%zz&b=%4&c=%41%c3%A9 | {'a':'%zz','b':'%4','c':'Aé'}",
                "a=x+y&b=x%2By | {'a':'x y','b':'x+y'}",
                "a&b=&=c && | {'a':'','b':'','':'c '}",
                "token=&vsn=2.0.0& | {'token':'','vsn':'2.0.0'}"
            })
    void bracketsNestAndTheLastOneWins(String query, String expected) {
        assertThat(Query.decode(query)).isEqualTo(new JsonObject(expected.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({"100000", "3"})
    void bracketsDoNotNestWithoutEnd(int depth) {
        assertThat(Query.decode("a" + "[b]".repeat(depth) + "=1").encode()).contains("\"1\"");
    }
}
