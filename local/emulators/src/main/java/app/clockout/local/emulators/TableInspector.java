package app.clockout.local.emulators;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Looks at the tables behind an endpoint without being counted itself. */
final class TableInspector {
    /** One item of one table. */
    record Place(String table, Map<String, AttributeValue> key) {}

    private static final int MOST_KEYS = 100;
    private static final Map<URI, TableInspector> AT_ENDPOINT = new ConcurrentHashMap<>();

    private final DynamoDbClient dynamoDb;
    private final Map<String, TableShape> shapes = new ConcurrentHashMap<>();

    private TableInspector(URI endpoint, Region region) {
        this.dynamoDb = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Nobody looks at the tables of AWS itself behind their owner's back. */
    static Optional<TableInspector> of(SdkHttpRequest request, ExecutionAttributes attributes) {
        if (request.host().endsWith(".amazonaws.com")) {
            return Optional.empty();
        }
        var endpoint = URI.create(request.protocol() + "://" + request.host() + ":" + request.port());
        return Optional.of(at(endpoint, attributes.getAttribute(AwsExecutionAttribute.AWS_REGION)));
    }

    static TableInspector at(URI endpoint, Region region) {
        return AT_ENDPOINT.computeIfAbsent(endpoint, there -> new TableInspector(there, region));
    }

    TableShape shape(String table) {
        return shapes.computeIfAbsent(
                table,
                name -> Meter.unmetered(() -> TableShape.of(dynamoDb.describeTable(describe -> describe.tableName(name))
                        .table())));
    }

    /** To be looked up again: a table was made, changed or deleted. */
    void forgetShapes() {
        shapes.clear();
    }

    /** The items as they are now, whole; a place where there is none is left out. */
    Map<Place, Map<String, AttributeValue>> items(Collection<Place> places) {
        var found = new HashMap<Place, Map<String, AttributeValue>>();
        var all = List.copyOf(places);
        for (int start = 0; start < all.size(); start += MOST_KEYS) {
            var wanted = new HashMap<String, List<Map<String, AttributeValue>>>();
            for (Place place : all.subList(start, Math.min(start + MOST_KEYS, all.size()))) {
                wanted.computeIfAbsent(place.table(), _ -> new ArrayList<>()).add(place.key());
            }
            var request = new HashMap<String, KeysAndAttributes>();
            wanted.forEach((table, keys) -> request.put(
                    table,
                    KeysAndAttributes.builder().keys(keys).consistentRead(true).build()));
            read(request, found);
        }
        return found;
    }

    private void read(Map<String, KeysAndAttributes> request, Map<Place, Map<String, AttributeValue>> found) {
        for (var rest = request; !rest.isEmpty(); ) {
            var keys = rest;
            var answer = Meter.unmetered(() -> dynamoDb.batchGetItem(get -> get.requestItems(keys)));
            answer.responses()
                    .forEach((table, items) -> items.forEach(
                            item -> found.put(new Place(table, shape(table).keyOf(item)), item)));
            rest = answer.unprocessedKeys();
        }
    }

    /** The bytes that a query's page went through: the same page again, nothing filtered, nothing left out. */
    long scanned(QueryRequest page, int count) {
        var whole = page.toBuilder()
                .filterExpression(null)
                .projectionExpression(null)
                .select((String) null)
                .limit(count)
                .expressionAttributeNames(
                        Expressions.used(page.expressionAttributeNames(), page.keyConditionExpression()))
                .expressionAttributeValues(
                        Expressions.used(page.expressionAttributeValues(), page.keyConditionExpression()))
                .build();
        return sum(Meter.unmetered(() -> dynamoDb.query(whole)).items());
    }

    /** The bytes that a scan's page went through. */
    long scanned(ScanRequest page, int count) {
        var whole = page.toBuilder()
                .filterExpression(null)
                .projectionExpression(null)
                .select((String) null)
                .limit(count)
                .expressionAttributeNames(null)
                .expressionAttributeValues(null)
                .build();
        return sum(Meter.unmetered(() -> dynamoDb.scan(whole)).items());
    }

    static long sum(List<Map<String, AttributeValue>> items) {
        return items.stream().mapToLong(ItemSize::of).sum();
    }
}
