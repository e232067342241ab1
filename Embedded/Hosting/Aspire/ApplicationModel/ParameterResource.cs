namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that differs from machine to machine, such as a password.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    internal ParameterResource(string name, ParameterDefault @default, bool secret, bool persist)
        : base(name)
    {
        Default = @default;
        Secret = secret;
        IsPersisted = persist;
    }

    public ParameterDefault? Default { get; set; }

    /// <summary>True: the value stands in a Secret and nowhere else.</summary>
    public bool Secret { get; }

    /// <summary>True: a generated value is kept in the state folder and is the same in the next run.</summary>
    internal bool IsPersisted { get; }
}
