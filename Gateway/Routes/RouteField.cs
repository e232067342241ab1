namespace Workshop.Gateway.Routes;

/// <summary>A place in the route file: its fields, or what its value must be.</summary>
internal sealed class RouteField
{
    /// <summary>Stands for any name that a user gives, and for the items of a list.</summary>
    public const string Any = "*";

    private readonly Dictionary<string, RouteField> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <value>Null: this is an object. Else says what is wrong with a value; null where nothing is.</value>
    public Func<string, string?>? Check { get; private set; }

    public IEnumerable<string> FieldNames => _fields.Keys.Where(name => name != Any);

    public RouteField? this[string name] => _fields.GetValueOrDefault(name) ?? _fields.GetValueOrDefault(Any);

    public void Add(string path, Func<string, string?> check)
    {
        var field = this;
        foreach (var part in path.Split(':'))
        {
            field._fields.TryAdd(part, new RouteField());
            field = field._fields[part];
        }

        field.Check = check;
    }
}
