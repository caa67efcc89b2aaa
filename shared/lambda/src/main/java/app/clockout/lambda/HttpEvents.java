package app.clockout.lambda;

import app.clockout.json.JsonArray;
import app.clockout.json.JsonObject;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/**
 * Requests of an HTTP API in its payload format 2.0, and the answers.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">the
 *     format</a>
 */
final class HttpEvents {
    private HttpEvents() {}

    static APIGatewayV2HTTPEvent read(JsonObject json) {
        var event = new APIGatewayV2HTTPEvent();
        event.setVersion(json.text("version"));
        event.setRouteKey(json.text("routeKey"));
        event.setRawPath(json.text("rawPath"));
        event.setRawQueryString(json.text("rawQueryString"));
        event.setCookies(JsonFields.list(json, "cookies"));
        event.setHeaders(JsonFields.map(json, "headers"));
        event.setQueryStringParameters(JsonFields.map(json, "queryStringParameters"));
        event.setPathParameters(JsonFields.map(json, "pathParameters"));
        event.setStageVariables(JsonFields.map(json, "stageVariables"));
        event.setBody(json.text("body"));
        event.setIsBase64Encoded(JsonFields.flag(json, "isBase64Encoded"));
        if (json.has("requestContext")) {
            event.setRequestContext(context(json.object("requestContext")));
        }
        return event;
    }

    private static RequestContext context(JsonObject json) {
        var context = new RequestContext();
        context.setRouteKey(json.text("routeKey"));
        context.setAccountId(json.text("accountId"));
        context.setStage(json.text("stage"));
        context.setApiId(json.text("apiId"));
        context.setDomainName(json.text("domainName"));
        context.setDomainPrefix(json.text("domainPrefix"));
        context.setTime(json.text("time"));
        context.setTimeEpoch(JsonFields.number(json, "timeEpoch"));
        context.setRequestId(json.text("requestId"));
        if (json.has("http")) {
            context.setHttp(http(json.object("http")));
        }
        return context;
    }

    private static RequestContext.Http http(JsonObject json) {
        var http = new RequestContext.Http();
        http.setMethod(json.text("method"));
        http.setPath(json.text("path"));
        http.setProtocol(json.text("protocol"));
        http.setSourceIp(json.text("sourceIp"));
        http.setUserAgent(json.text("userAgent"));
        return http;
    }

    static JsonObject write(APIGatewayV2HTTPResponse answer) {
        var json = new JsonObject().put("statusCode", answer.getStatusCode());
        if (answer.getHeaders() != null) {
            var headers = json.putObject("headers");
            answer.getHeaders().forEach(headers::put);
        }
        if (answer.getCookies() != null) {
            json.put("cookies", JsonArray.of(answer.getCookies()));
        }
        if (answer.getBody() != null) {
            json.put("body", answer.getBody());
        }
        return json.put("isBase64Encoded", answer.getIsBase64Encoded());
    }
}
