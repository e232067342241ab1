namespace Workshop.Cluster.Api.Tables;

/// <summary>A column as Kubernetes declares it.</summary>
/// <param name="Type">string, integer, number, boolean or date.</param>
/// <param name="Format"><c>name</c> for the column that names the object.</param>
/// <param name="Priority">0: always; 1: only with <c>-o wide</c>.</param>
internal sealed record TableColumn(string Name, string Type = "string", string Format = "", int Priority = 0)
{
    public static TableColumn ObjectName { get; } = new("Name", Format: "name");

    public static TableColumn Age { get; } = new("Age");

    public static TableColumn Integer(string name) => new(name, "integer");

    public static TableColumn Wide(string name) => new(name, Priority: 1);
}
