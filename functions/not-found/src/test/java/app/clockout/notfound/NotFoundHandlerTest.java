package app.clockout.notfound;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.testing.LambdaEvents;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import org.junit.jupiter.api.Test;

class NotFoundHandlerTest {
    private final NotFoundHandler handler = new NotFoundHandler();

    @Test
    void shouldTakeItsSampleEvent() {
        var answer = handler.handleRequest(LambdaEvents.read("not-found-http", APIGatewayV2HTTPEvent.class), null);

        assertThat(answer.getStatusCode()).isEqualTo(404);
    }

    @Test
    void shouldAnswerAPageToABrowserAndAProblemToAScript() {
        var page = handler.handleRequest(
                LambdaEvents.http("GET", "/no/<such>/page")
                        .route("$default")
                        .accept("text/html")
                        .build(),
                null);
        var problem = handler.handleRequest(
                LambdaEvents.http("POST", "/no/such")
                        .route("$default")
                        .json("{}")
                        .build(),
                null);

        assertThat(page.getStatusCode()).isEqualTo(404);
        assertThat(page.getHeaders().get("Content-Type")).startsWith("text/html");
        assertThat(page.getBody()).contains("Nothing here").doesNotContain("<such>");
        assertThat(problem.getStatusCode()).isEqualTo(404);
        assertThat(problem.getHeaders()).containsEntry("Content-Type", "application/problem+json");
        assertThat(problem.getBody()).contains("/problems/not-found");
    }

    @Test
    void shouldCarryTheHeadersThatEveryAnswerHas() {
        var answer = handler.handleRequest(
                LambdaEvents.http("GET", "/nope").route("$default").build(), null);

        assertThat(answer.getHeaders())
                .containsKeys(
                        "Content-Security-Policy",
                        "X-Content-Type-Options",
                        "Referrer-Policy",
                        "Strict-Transport-Security",
                        "X-Request-Id");
    }
}
