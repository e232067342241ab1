using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Protobuf;

/// <summary>Messages that are one value in JSON.</summary>
internal static class ProtobufScalars
{
    private const string Seconds = "yyyy-MM-ddTHH:mm:ssZ";
    private const string Microseconds = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    public static JsonNode? Read(string type, ByteString bytes)
    {
        var (numbers, last) = Fields(bytes);
        return type switch
        {
            "Time" => Time(bytes, numbers, Seconds),
            "MicroTime" => Time(bytes, numbers, Microseconds),
            "Quantity" => last.GetValueOrDefault(1, ByteString.Empty).ToStringUtf8(),
            "IntOrString" => numbers.GetValueOrDefault(1) == 0
                ? ProtobufDecoder.Number(numbers.GetValueOrDefault(2))
                : last.GetValueOrDefault(3, ByteString.Empty).ToStringUtf8(),
            "Raw" => Raw(last.GetValueOrDefault(1, ByteString.Empty)),
            "Strings" => Strings(bytes),
            _ => throw new InvalidOperationException($"The table of protobuf fields names the type '{type}', which it does not have."),
        };
    }

    // { 1: seconds, 2: nanoseconds }; an empty message is Go's zero time, which is no time.
    private static JsonNode? Time(ByteString bytes, Dictionary<int, long> numbers, string format)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        var seconds = numbers.GetValueOrDefault(1);
        if (seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            throw Requests.ApiFailures.BadRequest($"the object provided holds a time that does not exist: {seconds} s since 1970");
        }

        var moment = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(Math.Clamp(numbers.GetValueOrDefault(2), 0, 999_999_999) / 100);
        return moment.ToString(format, CultureInfo.InvariantCulture);
    }

    private static JsonNode? Raw(ByteString bytes)
    {
        try
        {
            return bytes.IsEmpty ? null : JsonText.Parse(bytes.Span);
        }
        catch (JsonException e)
        {
            throw Requests.ApiFailures.BadRequest($"the object provided holds text that is no JSON: {e.Message}");
        }
    }

    private static JsonArray Strings(ByteString bytes)
    {
        var list = new JsonArray();
        var input = bytes.CreateCodedInput();
        while (input.ReadTag() is not 0)
        {
            list.Add(input.ReadString());
        }

        return list;
    }

    private static (Dictionary<int, long> Numbers, Dictionary<int, ByteString> Bytes) Fields(ByteString bytes)
    {
        var (numbers, texts) = (new Dictionary<int, long>(), new Dictionary<int, ByteString>());
        var input = bytes.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint:
                    numbers[number] = input.ReadInt64();
                    break;
                case WireFormat.WireType.LengthDelimited:
                    texts[number] = input.ReadBytes();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return (numbers, texts);
    }
}
