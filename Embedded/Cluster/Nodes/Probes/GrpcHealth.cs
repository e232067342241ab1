using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Workshop.Cluster.Nodes.Pods;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>grpc.health.v1.Health/Check, whose two messages are small enough to read and write by hand.</summary>
internal static class GrpcHealth
{
    private const int FrameHead = 5;
    private const int Serving = 1;
    private const int Unimplemented = 12;

    private static readonly string[] States = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    private static readonly string[] Codes =
    [
        "OK", "Canceled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists", "PermissionDenied", "ResourceExhausted", "FailedPrecondition", "Aborted",
        "OutOfRange", "Unimplemented", "Internal", "Unavailable", "DataLoss", "Unauthenticated",
    ];

    /// <summary>A frame (no compression, length) with field 1, the service's name, or without it.</summary>
    public static byte[] Question(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        byte[] message = name.Length == 0 ? [] : [0x0a, .. Varint(name.Length), .. name];
        var frame = new byte[FrameHead + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, FrameHead);
        return frame;
    }

    public static ProbeOutcome Unreached(string address, TimeSpan timeout) =>
        ProbeOutcome.Failure($"timeout: failed to connect service \"{address}\" within {GoDuration.Format(timeout)}: context deadline exceeded");

    public static ProbeOutcome Late(TimeSpan timeout) => ProbeOutcome.Failure($"timeout: health rpc did not complete within {GoDuration.Format(timeout)}");

    /// <param name="code">Of gRPC: <c>grpc-status</c>; null: the server speaks something else.</param>
    /// <param name="message">Likewise: <c>grpc-message</c>, percent-encoded.</param>
    public static ProbeOutcome Judge(ReadOnlySpan<byte> frame, string? code, string? message)
    {
        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return ProbeOutcome.Failure("error: health rpc probe failed: rpc error: code = Unknown desc = the server does not answer as a gRPC server");
        }

        var what = Uri.UnescapeDataString(message ?? "");
        if (number != 0)
        {
            return ProbeOutcome.Failure(number == Unimplemented
                ? $"error: this server does not implement the grpc health protocol (grpc.health.v1.Health): {what}"
                : $"error: health rpc probe failed: rpc error: code = {Codes.ElementAtOrDefault(number) ?? $"Code({number})"} desc = {what}");
        }

        // Field 1, the state as a number; absent: 0.
        var state = frame.Length >= FrameHead + 2 && frame[FrameHead] == 0x08 ? frame[FrameHead + 1] : 0;
        return state == Serving ? ProbeOutcome.Success : ProbeOutcome.Failure($"service unhealthy (responded with \"{States.ElementAtOrDefault(state) ?? $"{state}"}\")");
    }

    private static byte[] Varint(int number) => number < 0x80 ? [(byte)number] : [(byte)(number | 0x80), .. Varint(number >> 7)];
}
