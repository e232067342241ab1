namespace Workshop.Fuzz.Tests.Engine;

/// <summary>A fault that an input showed.</summary>
/// <param name="Kind">The exception's type, <c>hang</c> or <c>memory</c>.</param>
/// <param name="Where">The place in our code: two inputs with the same kind and place show the same fault.</param>
/// <param name="Text">All that is known.</param>
internal sealed record Finding(string Door, string Kind, string Where, string Text, byte[] Input)
{
    public bool IsSameAs(Finding other) => (Door, Kind, Where) == (other.Door, other.Kind, other.Where);

    public static Finding Of(Door door, Exception fault, byte[] input)
    {
        var cause = fault is FaultException { InnerException: { } inner } ? inner : fault;
        var ours = (cause.StackTrace ?? "").Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains(" Workshop.", StringComparison.Ordinal) && !line.Contains(".Fuzz.", StringComparison.Ordinal));
        return new Finding(door.Name, cause.GetType().Name, ours ?? cause.Message, fault.ToString(), input);
    }
}

/// <summary>What a door did is a fault, though nothing was thrown through it.</summary>
internal sealed class FaultException(string message, Exception? cause = null) : Exception(message, cause);
