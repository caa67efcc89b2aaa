package app.clockout.local.emulators;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.ses.model.SendRawEmailRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** What a call is about: keys, addresses, queues and bodies. */
final class CallSubject {
    /** The key of the one table, by which an item that is put is known. */
    private static final Set<String> KEYS = Set.of("PK", "SK");

    private CallSubject() {}

    /** Whether a request is about this address or key. Addresses in any case. */
    static boolean of(SdkRequest request, String key) {
        String wanted = key.toLowerCase(Locale.ROOT);
        return in(request).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static Stream<String> in(SdkRequest request) {
        return switch (request) {
            case GetItemRequest get -> texts(get.key());
            case PutItemRequest put -> keyOf(put.item());
            case UpdateItemRequest update -> texts(update.key());
            case DeleteItemRequest delete -> texts(delete.key());
            case QueryRequest query -> texts(query.expressionAttributeValues());
            case BatchGetItemRequest batch ->
                batch.requestItems().values().stream()
                        .flatMap(keys -> keys.keys().stream())
                        .flatMap(CallSubject::texts);
            case BatchWriteItemRequest batch ->
                batch.requestItems().values().stream()
                        .flatMap(Collection::stream)
                        .flatMap(write -> write.putRequest() == null
                                ? texts(write.deleteRequest().key())
                                : keyOf(write.putRequest().item()));
            case TransactGetItemsRequest transaction ->
                transaction.transactItems().stream()
                        .flatMap(item -> texts(item.get().key()));
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream().flatMap(CallSubject::in);
            case SendRawEmailRequest mail -> recipients(mail).stream();
            case SendMessageRequest send -> Stream.of(send.queueUrl(), send.messageBody());
            case SendMessageBatchRequest batch ->
                Stream.concat(
                        Stream.of(batch.queueUrl()), batch.entries().stream().map(entry -> entry.messageBody()));
            case ReceiveMessageRequest receive -> Stream.of(receive.queueUrl());
            case DeleteMessageRequest delete -> Stream.of(delete.queueUrl());
            case ChangeMessageVisibilityRequest change -> Stream.of(change.queueUrl());
            default -> Stream.empty();
        };
    }

    /** The key of one action of a transaction. */
    static Stream<String> in(TransactWriteItem item) {
        if (item.put() != null) {
            return keyOf(item.put().item());
        }
        if (item.update() != null) {
            return texts(item.update().key());
        }
        if (item.delete() != null) {
            return texts(item.delete().key());
        }
        return item.conditionCheck() == null
                ? Stream.empty()
                : texts(item.conditionCheck().key());
    }

    private static Stream<String> keyOf(Map<String, AttributeValue> item) {
        return KEYS.stream()
                .map(item::get)
                .flatMap(value -> value == null || value.s() == null ? Stream.empty() : Stream.of(value.s()));
    }

    private static Stream<String> texts(Map<String, AttributeValue> attributes) {
        return attributes.values().stream().flatMap(value -> value.s() == null ? Stream.empty() : Stream.of(value.s()));
    }

    private static List<String> recipients(SendRawEmailRequest mail) {
        if (mail.hasDestinations() && !mail.destinations().isEmpty()) {
            return mail.destinations();
        }
        try {
            return RawMail.read(mail.rawMessage().data().asByteArrayUnsafe()).recipients(List.of());
        } catch (SesRefusal e) {
            return List.of();
        }
    }
}
