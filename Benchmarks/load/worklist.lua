-- The worklist: every request asks for the page in `path`. Give a references file to walk deeper pages too: each
-- request then takes a random line, for a path such as /worklist?after={1}.
local common = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "./") .. "common.lua")

common.run(function(settings, thread)
    if settings.references == "" then
        return function() return {} end
    end
    local all = common.references(settings, thread, false)
    return function() return all[math.random(#all)] end
end)
