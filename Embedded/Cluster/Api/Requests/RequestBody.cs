using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Protobuf;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Requests;

/// <summary>The bytes of a request with their media type, and how to read them as an object.</summary>
internal sealed record RequestBody(string MediaType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>As in Kubernetes.</summary>
    public const long SizeLimit = 3 * 1024 * 1024;

    /// <value><c>kubectl scale --current-replicas</c> sends none: then it is JSON.</value>
    public string MediaType { get; } = MediaType.Length == 0 ? "application/json" : MediaType;

    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, ct);
            var type = (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
            return new RequestBody(type, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw ApiFailures.BodyTooLarge(SizeLimit);
        }
    }

    /// <summary>The object in JSON, YAML or protobuf.</summary>
    /// <param name="expected">The kind that it should be, for messages.</param>
    /// <param name="options">What to do about fields that are named twice.</param>
    /// <exception cref="StatusException">400 or 415.</exception>
    public JsonObject ReadObject(string expected, WriteOptions? options = null)
    {
        var node = MediaType switch
        {
            "application/json" => ReadJson(expected, options),
            "application/yaml" => YamlBody.Read(Bytes.Span),
            "application/vnd.kubernetes.protobuf" => ProtobufBody.Read(Bytes),
            _ => throw ApiFailures.UnknownBodyFormat(),
        };
        return node as JsonObject ?? throw Unrecognized(expected, "couldn't get version/kind; json parse error: json: cannot unmarshal into Go value of type struct { APIVersion string; Kind string }");
    }

    /// <summary>A body of JSON that need not be an object: a patch.</summary>
    /// <param name="context">What goes before the parser's words in a refusal.</param>
    public JsonNode? ReadPatch(string context)
    {
        if (GoJsonFault.Find(Bytes.Span) is { } fault)
        {
            throw ApiFailures.BadRequest(context + fault);
        }

        var text = JsonText.Mended(Bytes);
        return JsonNode.Parse(DuplicateFields.Find(text.Span).Count == 0 ? text.Span : DuplicateFields.KeepLast(text));
    }

    private JsonNode? ReadJson(string expected, WriteOptions? options)
    {
        if (GoJsonFault.Find(Bytes.Span) is { } fault)
        {
            throw Unrecognized(expected, $"couldn't get version/kind; json parse error: {fault}");
        }

        var text = JsonText.Mended(Bytes);
        var duplicates = DuplicateFields.Find(text.Span);
        if (duplicates.Count == 0)
        {
            return JsonNode.Parse(text.Span);
        }

        var body = JsonNode.Parse(DuplicateFields.KeepLast(text));
        Report(duplicates, body as JsonObject, expected, options);
        return body;
    }

    private static void Report(IReadOnlyList<string> duplicates, JsonObject? body, string expected, WriteOptions? options)
    {
        var texts = duplicates.Select(path => $"duplicate field \"{path}\"").ToList();
        switch (options?.FieldValidation)
        {
            case FieldValidation.Strict:
                var kind = body?["kind"]?.ToString() ?? expected;
                var version = (body?["apiVersion"]?.ToString() ?? "v1").Split('/')[^1];
                throw ApiFailures.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {expected}: strict decoding error: {string.Join(", ", texts)}");
            case FieldValidation.Warn:
                texts.ForEach(options.Warnings.Add);
                break;
            default:
                break;
        }
    }

    private StatusException Unrecognized(string expected, string why) =>
        ApiFailures.BadRequest($"the object provided is unrecognized (must be of type {expected}): {why} ({Summary()})");

    // Kubernetes shows the start of what it got, as text if it looks like JSON.
    private string Summary()
    {
        const int shown = 30;
        var head = Bytes.Span[..Math.Min(shown, Bytes.Length)];
        var more = Bytes.Length > shown ? " ..." : "";
        return head switch
        {
            [] => "<empty>",
            [(byte)'{', ..] => Encoding.UTF8.GetString(head) + more,
            _ => Convert.ToHexStringLower(head) + more,
        };
    }
}
