package app.clockout.local.emulators;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What AWS throws when it refuses, in its own words and codes. */
final class AwsErrors {
    private static final String ONGOING = "Transaction is ongoing for the item";

    private AwsErrors() {}

    /** Whether a request is one that another transaction can stop. */
    static boolean canConflict(SdkRequest request) {
        return request instanceof TransactWriteItemsRequest
                || request instanceof PutItemRequest
                || request instanceof UpdateItemRequest
                || request instanceof DeleteItemRequest;
    }

    /**
     * Another transaction has items of the request.
     *
     * @param conflicting which of a transaction's items, counted from 0; the others have nothing to say
     */
    static AwsServiceException conflict(SdkRequest request, Set<Integer> conflicting) {
        if (!(request instanceof TransactWriteItemsRequest transaction)) {
            return detailed(TransactionConflictException.builder(), 400, "TransactionConflictException", ONGOING);
        }
        var reasons = IntStream.range(0, transaction.transactItems().size())
                .mapToObj(i -> conflicting.contains(i)
                        ? CancellationReason.builder()
                                .code("TransactionConflict")
                                .message(ONGOING)
                                .build()
                        : CancellationReason.builder().code("None").build())
                .toList();
        return detailed(
                TransactionCanceledException.builder().cancellationReasons(reasons),
                400,
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes(reasons));
    }

    private static String codes(List<CancellationReason> reasons) {
        return reasons.stream().map(CancellationReason::code).collect(Collectors.joining(", ", "[", "]"));
    }

    static AwsServiceException detailed(AwsServiceException.Builder builder, int status, String code, String message) {
        return builder.message(message)
                .statusCode(status)
                .requestId("fault")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
