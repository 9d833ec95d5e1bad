-- Durable decisions: every request decides another case. Lines of the references file are shared out among the
-- threads; none is used twice. With LOAD_REVERSE=1 (warm-up) each thread starts from the end of its share.
local common = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "./") .. "common.lua")

common.run(function(settings, thread)
    local mine = common.references(settings, thread, true)
    local step = settings.reverse ~= "" and -1 or 1
    local at = step == 1 and 0 or #mine + 1
    return function()
        at = at + step
        return mine[at]
    end
end)
