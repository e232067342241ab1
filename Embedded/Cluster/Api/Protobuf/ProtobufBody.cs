using System.Text.Json.Nodes;
using Google.Protobuf;
using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Api.Protobuf;

/// <summary>
/// Reads the bodies that kubectl's typed client sends since 1.32: <c>k8s\0</c>, then an envelope { 1: { 1: apiVersion, 2: kind }, 2: the object's bytes }.
/// </summary>
internal static class ProtobufBody
{
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <exception cref="Registry.StatusException">400: not such a body, or one of an unknown kind.</exception>
    public static JsonObject Read(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.StartsWith(Magic))
        {
            throw ApiFailures.BadRequest("the object provided is not in protobuf: it does not begin with the bytes 6b 38 73 00");
        }

        try
        {
            var (apiVersion, kind, content) = Envelope(bytes[Magic.Length..]);
            if (!ProtobufTable.Instance.IsBody(apiVersion, kind))
            {
                throw ApiFailures.BadRequest($"no kind \"{kind}\" is registered for version \"{apiVersion}\" in the protobuf decoder: send it as application/json");
            }

            var body = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind };
            new ProtobufDecoder(ProtobufTable.Instance).Fill(body, kind, content);
            return body;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw ApiFailures.BadRequest($"the object provided is not in protobuf: {e.Message}");
        }
    }

    private static (string ApiVersion, string Kind, ByteString Content) Envelope(ReadOnlyMemory<byte> bytes)
    {
        var (type, content) = (ByteString.Empty, ByteString.Empty);
        var input = new CodedInputStream(bytes.ToArray());
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    type = input.ReadBytes();
                    break;
                case 2:
                    content = input.ReadBytes();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        var words = new string[3];
        var names = type.CreateCodedInput();
        while (names.ReadTag() is var tag and not 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            if (number is 1 or 2)
            {
                words[number] = names.ReadString();
            }
            else
            {
                names.SkipLastField();
            }
        }

        return (words[1] ?? "", words[2] ?? "", content);
    }
}
