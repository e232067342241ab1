using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>
/// A set of fields of an object, as a tree: <c>{"f:data":{".":{},"f:a":{}}}</c> holds <c>.data</c> and <c>.data.a</c>. A step is <c>f:name</c> for a field,
/// <c>k:{"name":"a"}</c> for an object of a list, <c>v:"x"</c> for a value of a list that is a set. Filled once, then left as it is.
/// </summary>
internal sealed class FieldSet
{
    private const string Self = ".";

    private readonly Dictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    /// <summary>Whether the place itself is in the set, not only what is below it.</summary>
    public bool IsMember { get; private set; }

    public bool IsEmpty => !IsMember && _children.Count == 0;

    public IEnumerable<KeyValuePair<string, FieldSet>> Children => _children;

    public FieldSet? Below(string step) => _children.GetValueOrDefault(step);

    public bool Has(string step) => Below(step) is { IsMember: true };

    public void Insert(IEnumerable<string> path)
    {
        var at = this;
        foreach (var step in path)
        {
            if (!at._children.TryGetValue(step, out var next))
            {
                at._children[step] = next = new FieldSet();
            }

            at = next;
        }

        at.IsMember = true;
    }

    public static FieldSet Of(params IEnumerable<string[]> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths)
        {
            set.Insert(path);
        }

        return set;
    }

    public FieldSet Union(FieldSet other) => Combined(other, (mine, others) => mine || others, keepsAlone: true, takesAlone: true);

    public FieldSet Intersection(FieldSet other) => Combined(other, (mine, others) => mine && others, keepsAlone: false, takesAlone: false);

    /// <summary>Without the places that the other names; what is below them stays.</summary>
    public FieldSet Difference(FieldSet other) => Combined(other, (mine, others) => mine && !others, keepsAlone: true, takesAlone: false);

    /// <summary>Without the places that the other names and all that is below them.</summary>
    public FieldSet Without(FieldSet other)
    {
        var rest = new FieldSet { IsMember = IsMember && !other.IsMember };
        foreach (var (step, child) in _children)
        {
            var named = other.Below(step);
            if (named is not { IsMember: true })
            {
                rest.Put(step, named is null ? child : child.Without(named));
            }
        }

        return rest;
    }

    /// <summary>With every named field on the way to a member: a map's keys are no such fields.</summary>
    public FieldSet WithNamedFields(FieldType type)
    {
        var all = new FieldSet { IsMember = IsMember };
        foreach (var (step, child) in _children)
        {
            var inner = child._children.Count == 0 ? child : child.WithNamedFields(type.Step(step));
            var isNamed = child._children.Count > 0 && step.StartsWith("f:", StringComparison.Ordinal) && type.Declared(step[2..]) is not null;
            all._children[step] = isNamed && !inner.IsMember ? inner.AsMember() : inner;
        }

        return all;
    }

    public bool IsSame(FieldSet other) =>
        IsMember == other.IsMember && _children.Count == other._children.Count && _children.All(pair => other.Below(pair.Key) is { } same && pair.Value.IsSame(same));

    /// <summary>The paths of all members, sorted.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths() => Paths([]);

    /// <summary>As <c>fieldsV1</c> has it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (step, child) in _children.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var inner = child.ToJson();
            if (child.IsMember && child._children.Count > 0)
            {
                inner.Insert(0, Self, new JsonObject());
            }

            json[step] = inner;
        }

        return json;
    }

    public static FieldSet Read(JsonObject json)
    {
        var set = new FieldSet { IsMember = json.Count == 0 || json.ContainsKey(Self) };
        foreach (var (step, child) in json)
        {
            if (step != Self && child is JsonObject inner)
            {
                set._children[step] = Read(inner);
            }
        }

        return set;
    }

    /// <summary>The set of a whole object: its root is a place, and no member.</summary>
    public static FieldSet ReadRoot(JsonObject json)
    {
        var set = Read(json);
        set.IsMember = false;
        return set;
    }

    private FieldSet AsMember()
    {
        var member = new FieldSet { IsMember = true };
        foreach (var (step, child) in _children)
        {
            member._children[step] = child;
        }

        return member;
    }

    private FieldSet Combined(FieldSet other, Func<bool, bool, bool> isMember, bool keepsAlone, bool takesAlone)
    {
        var set = new FieldSet { IsMember = isMember(IsMember, other.IsMember) };
        foreach (var (step, child) in _children)
        {
            if (other.Below(step) is { } theirs)
            {
                set.Put(step, child.Combined(theirs, isMember, keepsAlone, takesAlone));
            }
            else if (keepsAlone)
            {
                set.Put(step, child);
            }
        }

        foreach (var (step, child) in takesAlone ? other._children.Where(pair => !_children.ContainsKey(pair.Key)) : [])
        {
            set.Put(step, child);
        }

        return set;
    }

    private void Put(string step, FieldSet child)
    {
        if (!child.IsEmpty)
        {
            _children[step] = child;
        }
    }

    private IEnumerable<IReadOnlyList<string>> Paths(List<string> prefix)
    {
        foreach (var (step, child) in _children.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            List<string> path = [.. prefix, step];
            if (child.IsMember)
            {
                yield return path;
            }

            foreach (var below in child.Paths(path))
            {
                yield return below;
            }
        }
    }
}
