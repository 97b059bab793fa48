-- A lead about our own organ no longer stands in a case (自查、内部整改): the track of such a case goes back to where nothing was sent, and the
-- recusal room is told, so that somebody who is not concerned takes the matter up. What the case's chain says stays: it is only added to.
-- +goose Up
SELECT put_recusal_lead(c.tenant, now(), (now() AT TIME ZONE 'Asia/Shanghai')::date, '系统升级', '00000000-0000-0000-0000-000000000000', c.id,
                        COALESCE(NULLIF(btrim(c.office->>'Bureau'), ''), '本单位'),
                        '该案曾在案件中登记“自查、内部整改（被监督的是本单位）”，登记人和理由见该案留痕。反映本单位的线索不得由本单位办理，请查明后移送。',
                        '案件中的原登记', c.number, '')
FROM case_file c
WHERE c.public_state IN ('G0s', 'G0s_X')
ORDER BY c.tenant, c.opened_at, c.id;
UPDATE case_file SET public_state = NULL WHERE public_state IN ('G0s', 'G0s_X');
