<?php
// A whole chat, back to back and without a poll: php chat.php <base>/v2/chats [apikey] text...
// Prints the chat's id. Any answer but a plain 0 ends it with a failure.

[, $url, $apikey] = $argv;
$texts = array_slice($argv, 3);

function post(string $url, string $apikey, array $body): array
{
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => ["apikey: $apikey", 'Content-Type: application/json'],
        'content' => json_encode($body),
        'timeout' => 30,
        'ignore_errors' => true,
    ]]);
    $answer = file_get_contents($url, false, $context);
    $read = $answer === false ? null : json_decode($answer, true);
    if (!is_array($read) || $read['statusCode'] !== 0) {
        fwrite(STDERR, "$url: " . var_export($answer, true) . PHP_EOL);
        exit(1);
    }
    return $read;
}

$chat = post($url, $apikey, ['operationName' => 'RequestChat', 'nickname' => 'Petra', 'subject' => '']);
$mine = "$url/{$chat['id']}";
foreach ($texts as $text) {
    post($mine, $apikey, ['operationName' => 'SendStartTypingNotification']);
    post($mine, $apikey, ['operationName' => 'SendMessage', 'text' => $text]);
    post($mine, $apikey, ['operationName' => 'SendStopTypingNotification']);
}
post($mine, $apikey, ['operationName' => 'Complete']);
echo $chat['id'];
