/**
 * DynamoDB's expressions ("Using expressions" in its developer guide): one tokenizer, one parser, trees of records, one
 * evaluator. Errors carry DynamoDB's own words.
 */
@NullMarked
package app.clockout.local.table.expression;

import org.jspecify.annotations.NullMarked;
