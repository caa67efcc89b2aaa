package app.clockout.local;

import app.clockout.local.emulators.template.Resolver;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.Value;
import app.clockout.local.emulators.template.Value.Call;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.emulators.template.Value.Items;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.ses.model.SesRequest;
import software.amazon.awssdk.services.sqs.model.SqsRequest;

/**
 * What a function's role lets it do. The emulators let everybody do everything, so a right that the template forgets would first be
 * missed in the cloud: here each call of a function is held against its role before it goes out, and refused as IAM refuses it.
 */
final class IamCheck implements ExecutionInterceptor {
    /** An action on a resource: a logical id, with the part after it for an index; {@code *} for what has no resource. */
    private record Right(String action, String resource) {}

    private final String function;
    private final Set<Right> rights;
    private final UnaryOperator<String> idOf;
    private final PrintStream trouble;

    private IamCheck(String function, Set<Right> rights, UnaryOperator<String> idOf, PrintStream trouble) {
        this.function = function;
        this.rights = rights;
        this.idOf = idOf;
        this.trouble = trouble;
    }

    /**
     * Those of a function's role; empty for one without a role of its own.
     *
     * @param idOf the logical id of a table's name or a queue's URL
     * @param trouble told what was refused, since a function that retries may hide it
     */
    static Optional<IamCheck> of(
            String function,
            Template template,
            Map<String, String> parameters,
            UnaryOperator<String> idOf,
            PrintStream trouble) {
        var resolver = new Resolver(template, parameters, (id, attribute) -> id);
        return role(template, function).map(role -> {
            var rights = new HashSet<Right>();
            statements(template.properties(role)).forEach(statement -> each(statement.get("Action"))
                    .map(resolver::text)
                    .forEach(action -> each(statement.get("Resource"))
                            .map(resolver::text)
                            .forEach(resource -> rights.add(new Right(action, resource)))));
            return new IamCheck(function, rights, idOf, trouble);
        });
    }

    private static Optional<String> role(Template template, String function) {
        return template.properties(function).get("Role") instanceof Call call
                        && call.argument() instanceof Value.Text(String text, int _)
                ? Optional.of(text.substring(0, text.indexOf('.')))
                : Optional.empty();
    }

    private static Stream<Fields> statements(Fields role) {
        return each(role.get("Policies"))
                .map(policy -> ((Fields) policy).get("PolicyDocument"))
                .flatMap(document -> each(document instanceof Fields fields ? fields.get("Statement") : null))
                .map(Fields.class::cast);
    }

    private static Stream<Value> each(@Nullable Value oneOrMore) {
        return oneOrMore instanceof Items items ? items.items().stream() : Stream.ofNullable(oneOrMore);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        for (var needed : needed(context.request())) {
            if (!rights.contains(needed)) {
                var message = "%s is not authorized to perform %s on %s"
                        .formatted(function, needed.action(), needed.resource());
                trouble.println(message);
                throw AwsServiceException.builder()
                        .statusCode(400)
                        .message(message)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDeniedException")
                                .errorMessage(message)
                                .build())
                        .build();
            }
        }
    }

    private List<Right> needed(SdkRequest request) {
        var operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
        return switch (request) {
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream().map(this::needed).toList();
            case BatchGetItemRequest batch ->
                batch.requestItems().keySet().stream()
                        .map(table -> new Right("dynamodb:BatchGetItem", idOf.apply(table)))
                        .toList();
            case QueryRequest query
            when query.indexName() != null ->
                List.of(new Right("dynamodb:Query", idOf.apply(query.tableName()) + "/index/" + query.indexName()));
            case SqsRequest _ ->
                List.of(new Right(
                        "sqs:" + operation.replaceFirst("Batch$", ""), idOf.apply(text(request, "QueueUrl"))));
            // Which identity and configuration set it is about, SES reads from the mail.
            case SesRequest _ ->
                rights.stream()
                        .filter(right -> right.action().equals("ses:" + operation))
                        .findFirst()
                        .map(List::of)
                        .orElse(List.of(new Right("ses:" + operation, "*")));
            default -> List.of(new Right("dynamodb:" + operation, idOf.apply(text(request, "TableName"))));
        };
    }

    private Right needed(TransactWriteItem item) {
        if (item.put() != null) {
            return new Right("dynamodb:PutItem", idOf.apply(item.put().tableName()));
        }
        if (item.update() != null) {
            return new Right("dynamodb:UpdateItem", idOf.apply(item.update().tableName()));
        }
        if (item.delete() != null) {
            return new Right("dynamodb:DeleteItem", idOf.apply(item.delete().tableName()));
        }
        return new Right(
                "dynamodb:ConditionCheckItem", idOf.apply(item.conditionCheck().tableName()));
    }

    private static String text(SdkRequest request, String field) {
        return request.getValueForField(field, String.class)
                .orElseThrow(() -> new IllegalArgumentException(request.getClass() + " has no " + field));
    }
}
