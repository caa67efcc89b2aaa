package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.json.JsonObject;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail programs may send that browsers may not (RFC 8058). */
class MailProgramsTest {
    private final Routes routes = Somebodies.routes()
            .postFromMail("/u", request -> said(request))
            .post("/other", Access.ANYONE, request -> said(request));

    private static Answer said(Request request) {
        return Answer.done(200, new JsonObject().put("said", request.fields().typed("a b")), "/");
    }

    @Test
    void shouldTakeWhatComesFromAnywhere() {
        var call = Call.post("/u").header("Sec-Fetch-Site", "cross-site").header("Origin", "https://mail.example");

        assertThat(call.to(routes).getStatusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeNoPartsElsewhere() {
        assertThat(parts("/other", "multipart/form-data; boundary=b", "--b--").getStatusCode())
                .isEqualTo(415);
        assertThat(Call.post("/other")
                        .header("Sec-Fetch-Site", "cross-site")
                        .to(routes)
                        .getStatusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b\r\nContent-Disposition: form-data; name=\"a b\"\r\n\r\nOne-Clück\r\n--b--\r\n",
                "--b  \r\nContent-Type: text/plain; charset=utf-8\r\ncontent-disposition:form-data;name=\"a b\"\r\n\r\nOne-Clück\r\n--b--",
                "to be ignored\r\n--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n\r\n--b\r\nContent-Disposition: form-data; x=\"y\"; name=\"a b\"\r\n\r\nOne-Clück\r\n--b--\r\nand this",
                "--b\nContent-Disposition: form-data; name=\"a b\"\n\nOne-Clück\n--b--\n"
            })
    void shouldReadFormsInParts(String body) {
        for (var type :
                new String[] {"multipart/form-data; boundary=b", "Multipart/Form-Data; charset=utf-8; Boundary=\"b\""
                }) {
            assertThat(parts("/u", type, body).getBody()).isEqualTo("{\"said\":\"One-Clück\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "--b",
                "--b\r\n",
                "--b\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a b\"\r\n\r\ncut off",
                "--b\r\nContent-Disposition: attachment; name=\"a b\"\r\n\r\nx\r\n--b--",
                "--b\r\nContent-Disposition: form-data; filename=\"a b\"\r\n\r\nx\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a b\"\r\n--b--"
            })
    void shouldRefusePartsThatCannotBeRead(String body) {
        var answer = parts("/u", "multipart/form-data; boundary=b", body);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(answer.getBody()).contains("/problems/unreadable");
        assertThat(parts("/u", "multipart/form-data", body).getStatusCode()).isEqualTo(400);
    }

    private APIGatewayV2HTTPResponse parts(String path, String type, String body) {
        return Call.post(path).body(type, body.getBytes(UTF_8)).to(routes);
    }
}
